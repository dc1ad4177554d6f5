# The story itself; run.sh has the words it is told in.

EVENT='Grønt Omstillingsmøde'
ROOM='Mødelokale 1'
OTHER_ROOM='Mødelokale 2'
DAY=2027-03-18
IDEA='Cykelparkering ved stationen'

chapter 'The office opens, and the ambassador joins'
tell 'The office is made and served at a free port of this machine. Nobody needs a password: an invite carries the
fingerprint of the office and a secret that is good once.'
office init --name 'Grøn Omstilling' --ambassador 'Kontoret' 2>&1 | hide_invites | indent
start_office
as ambassador join "$(invite 'Grøn Ambassadør' ambassador)" --name kontoret

chapter 'Real data come in'
tell 'The ambassador reads the organisation from files as Danish Excel saves them.'
for noun in theme organisation project group resource event; do
    as ambassador $noun import "$DATA/${noun}s.csv"
done
as ambassador sync

tell 'A sign-up list of 500 lines. Some lines are broken and some people stand there twice: each broken line is told by
its number, the others are taken. The same file once more adds nothing.'
as_ending 1 ambassador signup import "$EVENT" "$DATA/signups.csv"
TAKEN=$(ask ambassador signup list "$EVENT" | count slip)
[ "$TAKEN" -ge 480 ] || fail "only $TAKEN of 500 lines were taken"
as_ending 1 ambassador signup import "$EVENT" "$DATA/signups.csv"
promise 'sign-ups after reading the list twice' "$TAKEN" "$(ask ambassador signup list "$EVENT" | count slip)"
as ambassador sync

tell 'Two volunteers join. They are sent the sign-ups of the event they look after, and of no other. One of them
proposes a project.'
as nord join "$(invite 'Frivillig Nord' volunteer --event "$EVENT")" --name stand-nord
as syd join "$(invite 'Frivillig Syd' volunteer --event "$EVENT")" --name stand-syd
as nord sync
as nord project add "$IDEA" --theme 'Cykler og mobilitet' --description 'Tag over cyklerne.'
for who in nord ambassador syd; do as $who sync; done
promise 'sign-ups at the southern stand' "$TAKEN" "$(ask syd signup list | count slip)"

chapter 'The office closes. Everybody goes on.'
stop_office
as_ending 5 nord sync

tell 'At the northern stand, sign-ups are typed as fast as people talk.'
desk nord <<'LIST'
Åse Østergård; aase@example.org; 2
Jørgen Bæk; +45 20 30 49 50
Grethe Ærø; grethe@example.org; 1
Søren Ø. Lund; 56 12 34 56; 3
LIST
tell 'At the southern one too, in Danish.'
desk syd --lang da <<'LIST'
Kirsten Krogh; kirsten@example.org; 4
Poul Å; poul@example.org
Inger Høj; 40 41 42 43; 2
LIST

tell 'Three of them want the same room that evening. None knows of the others. The ambassador and the southern stand are
back to back, which is fine; the northern stand overlaps both, and names another room that would do.'
as ambassador booking add "$ROOM" --start "$DAY 17:00" --end 19:00 --purpose 'GATE21-møde'
as nord booking add "$ROOM" --start "$DAY 18:00" --end 20:00 --purpose 'Cykelaften' --alternative "$OTHER_ROOM"
as syd booking add "$ROOM" --start "$DAY 19:00" --end 21:00 --purpose 'Frivilligmøde'

tell 'Two of them edit one project: different fields, and one and the same field.'
as nord project edit "$IDEA" --owner 'Cykelgruppen'
as ambassador project edit "$IDEA" --programme GATE21
as nord project edit "$IDEA" --description 'Tag over cyklerne, og lys om natten.'
as ambassador project edit "$IDEA" --description 'Tag over cyklerne. Forvaltningen regner på prisen.'

tell 'And one does what a volunteer may not: approves the project of another.'
as syd project edit "$IDEA" --status approved

tell 'What is pending now, on three machines without a network:'
for who in ambassador nord syd; do as $who status; done
promise 'change sets pending at the office desk' 3 "$(ask ambassador status | value pending)"
promise 'change sets pending at the northern stand' 7 "$(ask nord status | value pending)"
promise 'change sets pending at the southern stand' 5 "$(ask syd status | value pending)"

chapter 'The office opens again, and all sync twice'
start_office
for round in 1 2; do
    for who in ambassador nord syd; do
        result=$WORK/$who.sync.$round
        ask $who sync >"$result"
        printf '   round %s, %-10s  pushed %2s, admitted %2s, returned %s, moved %s, rows %3s, bytes %5s up %6s down\n' \
            $round $who $(for key in pushed admitted returned moved rows_received bytes_sent bytes_received; do
                value $key <"$result"
            done)
    done
done
promise 'change sets pushed in the first round' 15 "$(sum pushed "$WORK"/*.sync.1)"
promise 'admitted' 14 "$(sum admitted "$WORK"/*.sync.1)"
promise 'returned' 1 "$(sum returned "$WORK"/*.sync.1)"
promise 'change sets pushed in the second round' 0 "$(sum pushed "$WORK"/*.sync.2)"
promise 'rows repaired' 0 "$(sum repaired "$WORK"/*.sync.?)"
promise 'scopes that differ' 0 "$(sum scopes_differing "$WORK"/*.sync.?)"
tell "Together, the six syncs took $(sum bytes_sent "$WORK"/*.sync.?) bytes up and \
$(sum bytes_received "$WORK"/*.sync.?) bytes down."

chapter 'What became of it'
tell 'Nothing is pending any more. What the people at the stands were told was “received”; now the seats are theirs.'
for who in ambassador nord syd; do
    promise "pending ($who)" 0 "$(ask $who status | value pending)"
done
as nord signup list --name 'Grethe Ærø'
promise 'sign-ups at the office desk' $((TAKEN + 7)) "$(ask ambassador signup list "$EVENT" | count slip)"

tell 'Moved: the two bookings that came first have the room; the third has the alternative it named.'
as nord booking list
as nord booking free --on $DAY --seats 12
promise 'bookings confirmed' 2 "$(ask nord booking list --status confirmed | count id)"
promise 'bookings moved' 1 "$(ask nord booking list --status moved | count id)"
tell 'Anybody may ask why:'
as nord why Cykelaften
tell 'Også på dansk:'
as nord why Cykelaften --lang da

tell 'Returned: the one thing that was not allowed came back to its author, with the reason and what to do. All else
went through.'
as syd returned list
promise 'returned at the southern stand' 1 "$(ask syd returned list | count command)"

tell 'In conflict: the different fields of the project are both kept. Of the same text the standing one stays, until a
person chooses.'
as ambassador project show "$IDEA"
as ambassador conflicts list
as ambassador why "$IDEA.description"
promise 'open conflicts' 1 "$(ask ambassador conflicts list | count state)"
promise 'the owner, from the northern stand' Cykelgruppen "$(ask ambassador project show "$IDEA" | value owner)"
promise 'the programme, from the office desk' GATE21 "$(ask ambassador project show "$IDEA" | value programme)"

chapter 'Do all agree?'
tell 'The office reports:'
office report | indent
tell 'A fourth machine joins and reads everything from the office for the first time; then all sync once more.'
as kontrol join "$(invite 'Kontrollen' ambassador)" --name kontrol
for who in kontrol ambassador nord syd; do ask $who sync >/dev/null; done
office report --json | digests >"$WORK/office.digests"
ask kontrol doctor | digests >"$WORK/kontrol.digests"
ask ambassador doctor | digests >"$WORK/ambassador.digests"
promise 'scopes at the office' "$(wc -l <"$WORK/office.digests" | tr -d ' ')" "$(wc -l <"$WORK/ambassador.digests" | tr -d ' ')"
cmp -s "$WORK/office.digests" "$WORK/ambassador.digests" || fail 'the ambassador and the office differ by digest'
cmp -s "$WORK/office.digests" "$WORK/kontrol.digests" || fail 'the fourth machine and the office differ by digest'
echo '   ok: the ambassador, the fourth machine and the office agree by digest, scope by scope'
for who in nord syd; do
    ask $who doctor | digests >"$WORK/$who.digests"
    [ -s "$WORK/$who.digests" ] || fail "$who has no digests"
    [ -z "$(comm -23 "$WORK/$who.digests" "$WORK/office.digests")" ] || fail "$who and the office differ by digest"
    echo "   ok: $who and the office agree by digest in all scopes that $who may see"
done
for noun in theme organisation project group resource event booking signup conflicts; do
    for who in ambassador kontrol nord syd; do
        case $noun in
        conflicts) [ $who = syd ] || [ $who = nord ] || ask $who conflicts list --all >"$WORK/$who.$noun" ;;
        *) ask $who $noun list >"$WORK/$who.$noun" ;;
        esac
        [ ! -e "$WORK/$who.$noun" ] || cmp -s "$WORK/ambassador.$noun" "$WORK/$who.$noun" ||
            fail "ambassador and $who differ in $noun"
    done
done
echo '   ok: all four have the same themes, organisations, projects, groups, resources, events, bookings and sign-ups'
office doctor 2>&1 | indent

chapter 'The end'
stop_office
tell 'Everything was as promised.'
