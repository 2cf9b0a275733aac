# Who has a role and is not on the list of staff.
unlisted-title = Not on the list of staff
unlisted-lead = These colleagues have a role, and are not on your latest list. Has somebody left? Then end the role here.
unlisted-tabs = What you see
unlisted-open = To decide
unlisted-kept = Keeps the role
unlisted-none = Everybody with a role is on the list, or was decided on.
unlisted-none-kept = Of nobody it was said that the role stays.
unlisted-since = Not on the list since { $on }
unlisted-until = The role ends after { $on }
unlisted-decided = Last decided: { $by }
unlisted-end = End the role
unlisted-hand-over = { $count ->
    [one] Hand over 1 student
   *[other] Hand over { $count } students
}
unlisted-keep = Keeps the role
unlisted-reconsider = Decide after all
unlisted-gone = Nothing is left to do here. The role ended, or a newer list names this colleague again.
notice-unlisted-kept = This colleague keeps the role.
notice-unlisted-open = You have to decide on this role again.
manage-todo-unlisted = { $count ->
    [one] 1 role is of somebody who is not on the list of staff.
   *[other] { $count } roles are of people who are not on the list of staff.
}
import-absent-page = See who is not on the list
