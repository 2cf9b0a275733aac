# What the functional administrator sees.
manage-title = Administration
manage-imports = Imported data
manage-imports-how = Importing is done on the server, with the command meedoen import.
manage-imports-none = Nothing was imported yet.
manage-people = Who has which role
manage-people-how = A new colleague? Invite them. Ending a role or disabling an account is done on the server, with the command meedoen user.
manage-people-none = There are no accounts yet.
manage-ended = Over
scope-own = One's own students
scope-teams = One or more teams
scope-school = The whole school
scope-person = Oneself
scope-guardian = One's own child
scope-none = Nobody
import-kind-ro = DUO's registration overview
import-kind-students = List from the student system
import-by-command = Imported on the server
import-by-account = Imported in Meedoen
manage-disabled = Account disabled
import-state-unfinished = Not finished yet
import-state-overtaken = Overtaken by a later file
manage-todo-nothing = You have nothing to do. All that was imported is done. Is there a new file? Then import it.
manage-todo-import = Import the data of the school. There is nothing yet.
manage-todo-unfinished = { $count ->
    [one] One file was not imported to its end. Import it again: it goes on where it stopped.
   *[other] { $count } files were not imported to their end. Import them again: it goes on where it stopped.
}
