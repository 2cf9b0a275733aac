# What the functional administrator sees.
manage-title = Administration
manage-imports = Imported data
manage-imports-how = Students, enrolments and staff come from files of the school.
manage-imports-none = Nothing was imported yet.
manage-people = Who has which role
manage-people-how = Choose a name to give a role or end one. A new colleague? Invite them.
manage-people-none = Nobody found.
manage-ended = Over
scope-own = One's own students
scope-teams = One or more teams
scope-school = The whole school
scope-person = Oneself
scope-guardian = One's own child
scope-none = Nobody
manage-disabled = Account disabled
manage-todo-nothing = You have nothing to do. All that was imported is done. Is there a new file? Then import it.
manage-todo-import = Import the data of the school. There is nothing yet.
manage-todo-unfinished = { $count ->
    [one] One file was not imported to its end. Import it again: it goes on where it stopped.
   *[other] { $count } files were not imported to their end. Import them again: it goes on where it stopped.
}
manage-search = Name or e-mail address
manage-every-role = Every role
manage-past = Roles that are over too
manage-find = Search
tab-account = Account
account-no-password = Has no password yet
account-elsewhere = This account belongs to another school too. Disabling and enabling it is for who looks after the server.
account-own = You cannot disable your own account: nobody could enable it again.
account-roles = Roles
account-roles-none = This account has had no role here.
end-lead = This is about { $name }, in the role { $role }. What the role showed can no longer be seen after that.
end-when = When does the role end?
end-now = Now
end-after = After a last day
end-open = The role has no last day any more
end-last = Last day
end-over = This role is over already.
end-lasts = The last day is now { $on }.
end-save = Save this
error-end-when = Choose when the role ends.
error-end-both = Choose now, or enter a last day. Not both.
error-end-again = This role begins once more after that. End that one first.
account-role-end = End this role
account-role-end-of = End the role { $role }
account-role-last = Change when this role ends
account-role-last-of = Change when the role { $role } ends
account-groups = Lesson groups
account-groups-how = As the list of staff says it.
account-give = Give a role
account-from-hint = Leave it empty? Then the role begins today.
account-in = Signed in now
account-in-none = Nobody is signed in with this account at this school now.
account-sign-out = Sign out everywhere
account-password = Make a link to choose a password
account-password-mail = Mail a link to choose a password
account-off = Disable the account
account-on = Enable the account again
notice-role-given = The role is given.
notice-role-ended = The role is ended.
notice-role-last = The last day of the role was saved.
notice-role-extended = The role is extended.
notice-role-open = The role is extended. It has no last day any more.
notice-signed-out-there = This account is signed out here.
notice-account-off = The account is disabled. It cannot sign in any more.
notice-account-on = The account is enabled again.
notice-link-refused = No link can be made for this account now.
manage-todo-calendar = The holidays of your school are not in the calendar yet. With those weeks Meedoen counts terms.
manage-todo-calendar-link = Fill in the calendar
notice-link-mailed = The mail with the link is ready. It goes out by itself.
handover-title = Hand students over
handover-lead = { $count ->
    [one] { $name } coaches one student, now or later.
   *[other] { $name } coaches { $count } students, now or later.
}
handover-none = { $name } coaches no students, now or later.
handover-to = Who takes them over?
handover-from = From which day?
handover-from-hint = If you fill in nothing, it is today.
handover-look = See what would happen
handover-plan = { $count ->
    [one] From { $day } one student goes to { $name }.
   *[other] From { $day } { $count } students go to { $name }.
}
handover-had = { $count ->
    [one] One of them had that coach already.
   *[other] { $count } of them had that coach already.
}
handover-list = Change it in the student system too. If a list still names the old coach, what you do here goes on.
handover-sure = Hand over
handover-again = Something is different by now. See again what would happen.
handover-made = Handed over
handover-line = { $count ->
    [one] From { $day } to { $name }: one student.
   *[other] From { $day } to { $name }: { $count } students.
}
handover-undo = Take it back
handover-undo-of = Take it back: to { $name }
error-handover-to = Choose who takes the students over.
error-handover-coach = Choose somebody who is a coach here by then.
error-handover-nobody = There is nobody to hand over on that day.
notice-handed-over = The students are handed over.
notice-handed-back = The students are back with their coach of before.
manage-todo-lost = { $count ->
    [one] 1 invitation did not arrive. Hand the link over on paper.
   *[other] { $count } invitations did not arrive. Hand the links over on paper.
}
account-role-teams-of = Choose other teams: { $role }
moved-title = Other teams
moved-lead = For which teams does { $name } work as { $role }? This holds from now on.
moved-hint = You choose nothing? Then the role holds for their own students, or for the whole school.
moved-save = Save
moved-not = No teams go with this role, or the role is over.
moved-meanwhile = Not saved. The role was changed or ended meanwhile. See at the account what stands there now.
notice-role-moved = The teams of this role were saved.
by-account = { $name }, on { $on }
by-command = On the server, on { $on }
manage-todo-vacant = Nobody has the role { $role }. What students bring there, nobody reads now. Give somebody that role.
manage-todo-vacant-waits = { $count ->
    [0] Nobody has the role { $role }. Give somebody that role.
    [one] Nobody has the role { $role }. 1 request waits. Give somebody that role.
   *[other] Nobody has the role { $role }. { $count } requests wait. Give somebody that role.
}
