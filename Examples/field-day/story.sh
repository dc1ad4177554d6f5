# The story itself; run.sh has the words it is told in.

EVENT='Grønt Omstillingsmøde'
ROOM='Mødelokale 1'
OTHER_ROOM='Mødelokale 2'
DAY=2027-03-18
IDEA='Cykelparkering ved stationen'

chapter 'The office opens, and three people join'
tell 'The office is made and served on a free port of this machine. Nobody needs a password: an invite carries the
fingerprint of the office and a secret that is good once.'
office init --name 'Grøn Omstilling' --ambassador 'Grøn Ambassadør' 2>&1 | hide_invites | indent
start_office
as ambassador join "$(invite 'Grøn Ambassadør' ambassador)" --name kontoret

chapter 'Real data come in'
tell 'The ambassador reads the organisation from files as Danish Excel saves them.'
for noun in theme organisation project group resource event; do
    as ambassador $noun import "$DATA/${noun}s.csv"
done
as ambassador sync

tell 'A sign-up list of 500 lines. A few lines are broken and a few people stand there twice: each broken line is told
by its number, the others are taken; the same file once more adds nothing.'
as_with_refusals ambassador signup import "$EVENT" "$DATA/signups.csv"
TAKEN=$(ask ambassador signup list "$EVENT" | count slip)
as_with_refusals ambassador signup import "$EVENT" "$DATA/signups.csv"
promise 'the same list twice adds nothing' "$TAKEN" "$(ask ambassador signup list "$EVENT" | count slip)"
as ambassador sync

tell 'Two volunteers join. They are sent the sign-ups of the event they look after, and of no other.'
as nord join "$(invite 'Frivillig Nord' volunteer --event "$EVENT")" --name stand-nord
as syd join "$(invite 'Frivillig Syd' volunteer --event "$EVENT")" --name stand-syd
as nord project add "$IDEA" --theme "$THEME" --description 'Tag over cyklerne.'
for who in nord ambassador syd; do as $who sync; done

chapter 'The office closes. Everybody goes on.'
stop_office
as_unreachable nord sync

tell 'At the northern stand, sign-ups are typed as fast as people talk.'
desk nord <<'LIST'
Åse Østergård; aase@example.dk; 2
Jørgen Bæk; +45 20 30 40 50
Grethe Ærø; graethe@example.dk; 1
Søren Ø. Lund; 5612 3456; 3
LIST
tell 'At the southern one too, in Danish.'
desk syd --lang da <<'LIST'
Kirsten Krogh; kirsten@example.dk; 4
Poul Å; poul@example.dk
Inger Høj; 40 41 42 43; 2
LIST

tell 'Both want the same room. The ambassador does not know that; nor does the northern stand.'
as ambassador booking add "$ROOM" --start "$DAY 17:00" --end 19:00 --purpose 'GATE21-møde'
as nord booking add "$ROOM" --start "$DAY 18:00" --end 20:00 --purpose 'Cykelgruppen' --alternative "$OTHER_ROOM"
as syd booking add "$ROOM" --start "$DAY 19:00" --end 21:00 --purpose 'Frivilligmøde'

tell 'Two people edit one project: different fields, and one and the same field.'
as nord project edit "$IDEA" --owner 'Cykelgruppen'
as ambassador project edit "$IDEA" --programme GATE21
as nord project edit "$IDEA" --description 'Tag over cyklerne, og lys om natten.'
as ambassador project edit "$IDEA" --description 'Tag over cyklerne. Forvaltningen regner på prisen.'

tell 'And one thing that a volunteer may not do: approve the project.'
as syd project edit "$IDEA" --status approved

tell 'What is pending now, on three machines without a network:'
for who in ambassador nord syd; do as $who status; done
promise 'change sets pending at the office desk' 3 "$(ask ambassador status | value pending)"
promise 'change sets pending at the northern stand' 7 "$(ask nord status | value pending)"
promise 'change sets pending at the southern stand' 5 "$(ask syd status | value pending)"

chapter 'The office opens again, and all sync twice'
start_office
UP=0
DOWN=0
for round in 1 2; do
    for who in ambassador nord syd; do
        ask $who sync >"$WORK/$who.sync.$round"
        UP=$((UP + $(value bytes_sent <"$WORK/$who.sync.$round")))
        DOWN=$((DOWN + $(value bytes_received <"$WORK/$who.sync.$round")))
        printf '   round %s, %-10s  pushed %s, admitted %s, returned %s, moved %s, rows %s, bytes %s up, %s down\n' \
            $round $who $(for key in pushed admitted returned moved rows_received bytes_sent bytes_received; do
                value $key <"$WORK/$who.sync.$round"
            done)
    done
done
promise 'change sets pushed in the first round' 15 \
    "$(cat "$WORK"/*.sync.1 | grep -o '"pushed":[0-9]*' | sed 's/.*://' | paste -sd+ | bc_)"
for who in ambassador nord syd; do
    promise "nothing to push in the second round ($who)" 0 "$(value pushed <"$WORK/$who.sync.2")"
    promise "nothing pending any more ($who)" 0 "$(ask $who status | value pending)"
    promise "no difference found ($who)" 0 "$(value scopes_differing <"$WORK/$who.sync.2")"
done

chapter 'What became of it'
tell 'The ambassador came first: the room is hers. The northern booking was moved to the alternative it named.'
as nord booking list "$ROOM"
promise 'bookings moved' 1 "$(ask nord booking list --status moved | count id)"
promise 'bookings confirmed' 2 "$(ask nord booking list --status confirmed | count id)"
tell 'Anybody may ask why, in Danish too:'
as nord why Cykelgruppen-booking
as nord why Cykelgruppen-booking --lang da

tell 'Different fields of the project are both kept. The same text field is an open conflict: the standing text stays
until a person chooses.'
as ambassador project show "$IDEA"
as ambassador conflicts list
promise 'open conflicts' 1 "$(ask ambassador conflicts list | count id)"
promise 'the owner is kept' Cykelgruppen "$(ask ambassador project show "$IDEA" | value owner)"
promise 'the programme is kept' GATE21 "$(ask ambassador project show "$IDEA" | value programme)"

tell 'What was not allowed came back to its author, with the reason and what to do. All else went through.'
as syd returned list
promise 'returned to the southern stand' 1 "$(ask syd returned list | count number)"
