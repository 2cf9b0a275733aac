*$Rev: 261130 $ filterstate 2.
SET UNICODE=ON.
SHOW LOCALE.
PRESERVE LOCALE.
SET LOCALE='en_UK'.
GET DATA
 /TYPE=TXT
 /FILE='survey_777_SPSS_data_file.dat'
 /DELCASE=LINE
 /DELIMITERS=","
 /QUALIFIER="'"
 /ARRANGEMENT=DELIMITED
 /FIRSTCASE=1
 /IMPORTCASE=ALL
 /VARIABLES=
 V1 F3
 V2 DATETIME23.2
 V3 A5
 V4 F1
 V5 F1
 V6 F1
 V7 A60
 V8 F4.3.
CACHE.
EXECUTE.
*Define Variable Properties.
VARIABLE LABELS V1 "Response ID".
VARIABLE LABELS V2 "Date submitted".
VARIABLE LABELS V3 "Welke leerweg volg je?".
VARIABLE LABELS V4 "Heb je een ""coach""? "+
"Iemand die met je meedenkt".
VARIABLE LABELS V5 "[Een coach] Wat helpt je?".
VARIABLE LABELS V6 "[Meer tijd] Wat helpt je?".
VARIABLE LABELS V7 "Wat wil je nog kwijt?".
VARIABLE LABELS V8 "Hoeveel uur?".
*Define Value labels.
VALUE LABELS  V3
 "bol" "Vooral op school"
 "bbl" "Vooral bij een bedrijf".
VALUE LABELS  V4
 1 "Ja"
 2 "Nee"
 9 "Wil ik niet zeggen".
VALUE LABELS  V5
 1 "Yes"
 0 "Not Selected".
VALUE LABELS  V6
 1 "Yes"
 0 "Not Selected".
VARIABLE LEVEL V4(ORDINAL).
VARIABLE LEVEL V8(SCALE).
MISSING VALUES V4 (9).
RENAME VARIABLE ( V1 = id ).
RENAME VARIABLE ( V2 = submitdate ).
RENAME VARIABLE ( V3 = track ).
RENAME VARIABLE ( V4 = coach ).
* Variable name was incorrect and was changed from helps-coach to helps_coach .
RENAME VARIABLE ( V5 = helps_coach ).
RENAME VARIABLE ( V6 = helps_time ).
RENAME VARIABLE ( V7 = more ).
RENAME VARIABLE ( V8 = hours ).
RESTORE LOCALE.
