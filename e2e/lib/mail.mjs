// A mail server of the test's own, on this computer: it takes every mail and keeps it, so that a journey can open the links.
import { createServer } from "node:net";

/** Quoted-printable as text. */
const plain = (text) => {
  const bytes = text.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
};

/** Starts one. `mails` fills with `{ to, text, links }`. */
export async function mailServer() {
  const mails = [];
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    const say = (line) => socket.write(`${line}\r\n`);
    let [to, data, left] = ["", null, ""];
    const line = (text) => {
      if (data !== null) {
        if (text !== ".") return void data.push(text.replace(/^\./, ""));
        const whole = plain(data.join("\r\n"));
        mails.push({ to, text: whole, links: [...new Set(whole.match(/https?:\/\/[^\s"<>]+/g))] });
        data = null;
        return say("250 taken");
      }
      const word = text.slice(0, 4).toUpperCase();
      if (word === "EHLO") return say("250-mail.voorbeeld.example\r\n250 8BITMIME");
      if (word === "RCPT") to = text.match(/<(.*)>/)[1];
      if (word === "DATA") {
        data = [];
        return say("354 go on");
      }
      if (word !== "QUIT") return say("250 fine");
      say("221 bye");
      return socket.end();
    };
    say("220 mail.voorbeeld.example");
    socket.on("data", (bytes) => {
      left += bytes.toString("latin1");
      for (let end = left.indexOf("\r\n"); end >= 0; end = left.indexOf("\r\n")) {
        const one = left.slice(0, end);
        left = left.slice(end + 2);
        line(one);
      }
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  /** The arguments of one pass that hands mail of a site to this server. */
  const pass = (address) => [
    "mail", "send", "--address", address, "--smtp-server", `127.0.0.1:${port}`, "--smtp-tls", "none",
    "--smtp-sender", "Meedoen <meedoen@voorbeeld.example>",
  ];
  const close = () => new Promise((done) => {
    for (const socket of sockets) socket.destroy();
    server.close(done);
  });
  return { mails, pass, close };
}
