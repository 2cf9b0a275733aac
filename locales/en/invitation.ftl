# Invitations: for who invites, and for who opens a link.
invitations-title = Invitations
invitations-waiting = { $count ->
    [0] No invitation waits for an answer.
    [one] 1 invitation waits for an answer.
   *[other] { $count } invitations wait for an answer.
}
invitation-open = Waits for an answer
invitation-ended = Too late
invitation-used = Accepted
invitation-withdrawn = Withdrawn
invitation-renewed = There is a newer one
invitation-when-open = Invited on { $made }. The link works until { $until }.
invitation-when-closed = Invited on { $made }. Closed on { $on }.
invitation-when-ended = Invited on { $made }. The link worked until { $until }.
invitation-renew = Make a new link
invitation-renew-of = Make a new link for { $name }
invitation-renew-mail = Mail a new link
invitation-renew-mail-of = Mail a new link: { $name }
invitation-withdraw = Withdraw
invitation-withdraw-of = Withdraw the invitation of { $name }
notice-invitation-withdrawn = The invitation is withdrawn. The link no longer works.
invite-title = Invite somebody
invite-lead = You make a link for a colleague. With that link your colleague chooses a password. The role begins when the link is used. You invite a student or parent from the file.
invite-name-hint = This is how colleagues and students see the name.
invite-email-hint = Your colleague signs in with it.
invite-teams = For which teams?
invite-teams-hint = Only for a coach, intake officer, teacher or team manager. Choose none? Then the role is for their own students, or for the whole school.
invite-from = From when?
invite-from-hint = Leave it empty? Then the role begins as soon as the link is used.
invite-language = In which language?
invite-language-nl = Dutch
invite-language-en = English
invite-way = How does your colleague get the link?
invite-way-mail = By mail
invite-way-mail-hint = The mail goes out by itself.
invite-way-paper = I hand over the link myself
invite-way-paper-hint = You see the link once. You give it to your colleague yourself.
notice-invited = The invitation is made. The mail is ready.
invitation-mail-waiting = The mail is ready.
invitation-mail-sent = The mail was sent.
invitation-mail-failed = The mail did not arrive. Is the address right?
invitees-by-mail = Invite by mail
invitees-by-mail-of = Invite by mail: { $name }
invitees-by-hand = Make a link on paper
invitees-by-hand-of = Make a link on paper: { $name }
invitees-english = In English
invite-button = Invite
error-invite-name = Enter the name, in plain letters.
error-invite-role = Choose a role.
error-invite-team = Choose a team that is there now.
error-invite-no-teams = You choose no team with this role.
error-invite-from-past = Choose today or a later day.
error-invite-disabled = This account is disabled. Enable it first.
error-invite-has-role = This person has that role already.
error-invite-open = This person has been invited already. Is the link lost? Then make a new one at the invitations.
error-invite-no-address = No e-mail address is known. Put it in the student system and import the list again.
error-invite-other-address = The student system now has another e-mail address. Withdraw this invitation and invite again.
error-invite-own-child = This e-mail address is the student's own. Give the parent an address of their own in the student system.
error-invite-left = This person is no longer here, or may see nothing of the file.
error-invite-closed = This invitation was used, withdrawn or replaced already.
issued-title = The link is ready
issued-once = You see this link only once. Copy it, or print this page.
issued-what = What for
issued-password = A new password
issued-link = The link
issued-how = Give the link only to the person named here. Whoever has the link can use it. It works once.
issued-back = Back
invitees-title = Access to Meedoen
invitees-lead = With Meedoen students read the agreements themselves and answer. A parent can too, while the student is young enough for that.
invitees-has = Can sign in
invitees-choose = Choose whom you want to invite.
link-title-role = You are invited
link-title-password = Choose a new password
link-lead-role = { $school } invites you to Meedoen. Your role will be: { $role }.
link-lead-password = { $school } gave you a link to choose a new password for Meedoen.
link-email = You sign in with
link-ends = The link works until
link-password = New password
link-password-hint = Choose { $least } characters or more. Three or four unrelated words are easy to remember.
link-again = The same password once more
link-give = You have an account already. Enter the password that you have.
link-confirm = You are signed in already. You get this role as well.
link-button-role = Accept the invitation
link-button-password = Save the password
link-other = This link is for { $email }, but somebody else is signed in now. Sign out first. Then open the link again.
link-over-ended = This link no longer works: it is too old. Ask your school for a new one.
link-over-used = This link was used already. Was it you? Then you can sign in. Was it somebody else? Tell your school at once.
link-over-withdrawn = Your school withdrew this link. Ask your school why.
link-over-renewed = There is a newer link. Use that one.
link-by-mail = You cannot choose a password with this link, because you belong to another school too. Ask that school for a password.
link-not-now = This cannot be done now. Perhaps you no longer belong to this school, or you have another e-mail address now. Ask your school for help.
error-password-choose = Choose a password.
error-password-short = This password is too short. Choose { $least } characters or more.
error-password-long = This password is too long. Choose { $most } characters or fewer.
error-password-common = This password is too easy to guess. Choose three or four words that have nothing to do with each other.
error-password-again = This is not the same password. Enter it once more.
error-link-password = This password does not belong to this account. Try again.
notice-welcome = Welcome to Meedoen. You are signed in.
notice-password-chosen = Your new password is saved. Sign in with it.
notice-role-later = Done. Your role begins later. Sign in then.
invitations-lost = Invitations that did not arrive
invitations-lost-lead = Make a link on paper of each invitation, and hand it over yourself. Then it goes from this list.
unreached-title = Invitations that did not arrive
unreached-lead = The mail to these people did not arrive. Hand over the link on paper, or ask for another address.
unreached-none = All invitations arrived.
unreached-total = { $count ->
    [one] 1 invitation did not arrive.
   *[other] { $count } invitations did not arrive.
}
unreached-student = The student
unreached-parent = A parent or guardian
unreached-when = Invited on { $on }
work-unreached = { $count ->
    [one] 1 invitation did not arrive
   *[other] { $count } invitations did not arrive
}
