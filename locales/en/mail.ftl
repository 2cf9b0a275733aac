# Mail. Nothing in it is about a person: no name, no role, not what it is about.
mail-hello = Hello,
mail-open = Open this link:
mail-not-you = Is this mail not for you? Throw it away, and tell { $school }.
mail-invitation-subject = Invitation to Meedoen from { $school }
mail-invitation-text = { $school } invites you to Meedoen.
mail-invitation-once = The link works once, and no longer than 30 days. Do not forward it.
mail-password-subject = Choose a password for Meedoen
mail-password-text = With this mail from { $school } you choose a new password for Meedoen.
mail-password-once = The link works once, and no longer than 3 days. Do not forward it.
mail-proposal-subject = Something is waiting for you in Meedoen
mail-proposal-text = { $school } has put something ready for you in Meedoen. Read it and answer.
mail-proposal-decline = Do you no longer want mails like this? Turn them off with this link:
