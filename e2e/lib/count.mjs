// How much a person must do. A field filled, a choice made and a button or link pressed are one interaction each.

export class Count {
  constructor(page) {
    this.page = page;
    this.steps = [];
  }

  /** How many so far. Signing in goes around this class, and is not counted. */
  get total() {
    return this.steps.length;
  }

  #in(scope) {
    return scope ?? this.page.getByRole("main");
  }

  #control(label, scope, first) {
    const found = this.#in(scope).getByLabel(label);
    return first ? found.first() : found;
  }

  /** Types into the field with this label; `first`: of more that are called so the first. */
  async fill(label, text, scope, first) {
    await this.#control(label, scope, first).fill(text);
    this.steps.push(`fill ${label}`);
  }

  /** Chooses: an option of a list when `option` is given, otherwise a radio button or a checkbox by its label. */
  async choose(label, option, scope, first) {
    const control = this.#control(label, scope, first);
    if (option === undefined) await control.check();
    else await control.selectOption(typeof option === "string" ? { label: option } : option);
    this.steps.push(`choose ${label}${option === undefined ? "" : ` = ${JSON.stringify(option)}`}`);
  }

  /** Opens a part that opens alone. */
  async open(part) {
    await part.locator("summary").click();
    this.steps.push("open a part");
  }

  /** Presses a button, or follows a link, and waits for the page that answers. */
  async press(name, scope) {
    const target = this.#in(scope).getByRole("button", { name }).or(this.#in(scope).getByRole("link", { name })).first();
    await target.click();
    await this.page.waitForLoadState();
    this.steps.push(`press ${name}`);
  }
}
