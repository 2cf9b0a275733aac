# Mail. Er staat niets in over een persoon: geen naam, geen rol, niet waar het over gaat.
mail-hello = Hallo,
mail-open = Open deze link:
mail-not-you = Is deze mail niet voor jou? Gooi hem dan weg, en zeg het tegen { $school }.
mail-invitation-subject = Uitnodiging voor Meedoen van { $school }
mail-invitation-text = { $school } nodigt je uit voor Meedoen.
mail-invitation-once = De link werkt één keer, en niet langer dan 30 dagen. Stuur hem niet door.
mail-password-subject = Kies een wachtwoord voor Meedoen
mail-password-text = Met deze mail van { $school } kies je een nieuw wachtwoord voor Meedoen.
mail-password-once = De link werkt één keer, en niet langer dan 3 dagen. Stuur hem niet door.
mail-proposal-subject = Er staat iets voor je klaar in Meedoen
mail-proposal-text = { $school } heeft iets voor je klaargezet in Meedoen. Lees het en geef antwoord.
mail-proposal-decline = Wil je zulke mails niet meer? Zet ze dan uit met deze link:
