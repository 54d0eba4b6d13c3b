extension Manual {
  static let safeguardingTopic =
    """
    Safeguarding

    This is a guardrail against mistakes and over-sharing, not a wall: whoever can read the
    files of records can read them with another program.

    The descriptor of the records (datapackage.json) says of each field how much harm it may do
    (almoner:sensitivity: low, moderate, high, severe) and what it tells of a person
    (almoner:attribute: direct, quasi, sensitive, none); of a collection whose rows tell of
    persons almoner:subject: "person". A field of such a collection that bears no label is
    severe. Its almoner:roles say what somebody in a role may be shown of one person, what he may
    count in groups of at least k persons, and what he may write to a file. Records open in the
    role that sees least; --role NAME, .role NAME or `use "records" as NAME` take another.
    Records without labels are shown to everybody.

    The rules, by their numbers in messages:

    1  A field above what the role is shown appears as its mask (initials, year, county, last two
       digits, a pseudonym, ***), under a name that ends in (masked). Nothing else about single
       persons may depend on it: no condition, key, sort, join or computation.
    2  Labels travel: what is computed bears the highest label of what it was computed from,
       conditions, keys and sorts included, and so do scalars and tables that are named. All is
       checked before anything runs.
    3  Groups, not persons: such a field may be counted, added up and averaged over groups of k
       distinct persons. A count of fewer is shown as <k, everything else of them as withheld;
       later stages find it missing, and a check of it is refused. Zero is shown, except of what
       is sensitive.
       Keys that fewer than k persons share are withheld, and all of them are one group.
       A condition divides: those for whom it does not hold, among those for whom all others
       hold, must be none or k as well. So it is for `where` and inside an aggregate. Parts that
       add up to a larger number (count(where grade < 3), count(where grade >= 3)) are withheld
       together.
       A condition reads one such field, and none that names a person; what is added up is a
       field as it is, its year or its age. min, max, first, last, only, list, mode, median and
       percentile give the value of one person. Others are refused.
    4  No difference by subtraction: totals are true, and where a cell beside a total is withheld
       so many others are that none can be found by subtracting.
    5  All or none: numbers of what is sensitive are withheld where all of a group have it, or
       none. Nobody groups by what is sensitive.
    6  Messages tell nothing either: notes are left out of statements that touch such fields,
       Tab offers no values of them, .fields counts none of them, search passes them over.
    7  A saved file, a report (-o) and what .output writes hold no more than the role may export;
       of rows that a check found and that may not stand there, the number does. Only their owner
       can read them, and FILE.label says role, purpose, time, script and highest label. Text in
       CSV and TSV that a spreadsheet would run as a formula gets an apostrophe.
    8  Control characters in records never reach the terminal: they are shown as \\u{1B}, in CSV
       and JSON at a terminal too.
    9  Every question, script that is run and change of role adds a line to an audit log before
       anything is shown: time, user, role, purpose, script, fields and their highest level, how
       many persons those collections hold, shown or refused, and the hash of the line before.
       Where the line cannot be written nothing is shown. The log is
       ~/.local/state/almoner/audit.jsonl, or what --audit FILE names. `almoner audit verify LOG`
       names the first line that was changed, removed, reordered or cut. Who owns the file can
       write all of it anew: keep what `almoner audit head LOG` prints elsewhere, and give it to
       verify as --head.
    10 `almoner seal RECORDS -o records.sealed` encrypts records with a passphrase (scrypt, then
       AES-256-GCM in numbered parts). The file opens wherever records do; the passphrase is asked
       for, or read from a file descriptor (--passphrase-fd 3 3< file), never taken from the command
       line. The plain text stays in memory. A wrong passphrase, a changed, missing, exchanged or
       added byte is an error. `almoner unseal records.sealed -o FOLDER` writes the files again.
       Take the plain files away yourself, and keep the passphrase: nobody can recover it.

    What it does not do: what the shell redirects (>) holds what may be shown, which can be more
    than the role may export; someone who asks many overlapping questions can still narrow down on
    a person; so can who knows about persons from elsewhere; and a role is as honest as who starts
    the program. k counts persons of these records: a family of five is a group.

    What it cannot judge it refuses: numbers of persons after union, after take, top, sample or
    distinct of what secrets chose, values beside rows that are computed over several rows
    (derive … per), how many rows refer to one row (summarize instead). A sum of amounts that secrets
    chose is missing where they are in several currencies, without a message: write `by currency`.

    A pseudonym stands for a field that names persons, as it is: of anything else, as of a value
    that you write, it would tell who is who to those who know the values.

        visits | select who = pseudonym(child), minutes | take 3

    The history of what you type is kept in a file that only you can read; texts that you
    compare with, such as names, stand in it. It is ~/.local/state/almoner/history: delete it
    when you like. almoner changes no records, sends nothing anywhere, and uses no network.

    """
}
