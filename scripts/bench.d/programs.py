"""The queries for the peers that are programs of their own languages: jq and Miller. Neither has q15."""

CSV = 'map(if . == null then "" else . end) | @csv'
AT = "((length - 1) * $p) as $k | ($k | floor) as $i | if $i + 1 < length then .[$i] + ($k - $i) * (.[$i + 1] - .[$i]) else .[$i] end"
COUNTED = f"to_entries | sort_by([-.value, .key])[] | [.key, .value] | {CSV}"
# Of several files `--slurp` makes a list, in the order of FIELDS in sql.py.
JQ = {
    "q01": '[.[] | select(.left_behind and .gender == "F" and .province == "四川" and .birth_date >= "2012-01-01")] | length',
    "q02": 'reduce .[] as $r ({}; .[$r.item // ""] |= [.[0] + 1, (if $r.quantity == null then .[1] else .[1] + $r.quantity end), .[2] + $r.amount])'
           f" | to_entries | sort_by([-.value[0], .key])[] | [.key, .value[0], .value[1], .value[2], .value[2] / .value[0]] | {CSV}",
    "q03": 'reduce (.[] | select(.currency == "CNY")) as $r ({}; .[$r.date[0:7]] |= [.[0] + 1, .[1] + $r.amount])'
           f" | to_entries | sort_by(.key)[] | [.key, .value[0], .value[1]] | {CSV}",
    "q04": f'[.[] | select(.currency == "CNY")] | sort_by([-.amount, .id])[0:20][] | [.id, .donor_id, .date, .amount] | {CSV}',
    "q05": f"[.[] | [.date[0:4], .donor_id]] | unique | group_by(.[0])[] | [.[0][0], length] | {CSV}",
    "q06": "(reduce .[2][] as $s ({}; .[$s.id | tostring] = $s.province)) as $s"
           " | (reduce .[1][] as $c ({}; .[$c.id | tostring] = $s[$c.school_id | tostring])) as $c"
           " | reduce .[0][] as $v ({}; ($v.child_id | tostring) as $i | $c[$i] as $p"
           " | if $p == null then . else .[$p] |= (.n += 1 | .m += $v.minutes | .c[$i] = 1) end)"
           f" | to_entries | sort_by([-.value.n, .key])[] | [.key, .value.n, (.value.c | length), .value.m] | {CSV}",
    "q07": '(reduce (.[1][] | select(.date >= "2025-03-01")) as $v ({}; .[$v.child_id | tostring] = 1)) as $s'
           f" | .[0][] | select($s[.id | tostring] | not) | [.id, .name, .county] | {CSV}",
    "q08": f'reduce (.[] | select(.notes | test("scholarship"; "i")) | .kind) as $k ({{}}; .[$k] += 1) | {COUNTED}',
    "q09": '.[] | select(.guardian.relation == "grandmother" and ((.guardian.phone // "") | startswith("138")))'
           f" | [.id, .name, .guardian.phone] | {CSV}",
    "q10": f"reduce .[].needs[] as $n ({{}}; .[$n] += 1) | {COUNTED}",
    "q11": f'def at($p): {AT}; [.[] | select(.kind == "cash") | [.currency, .amount]] | group_by(.[0])[] | .[0][0] as $c'
           f" | map(.[1]) | sort | [$c, length, at(0.5), at(0.9), at(0.99)] | {CSV}",
    "q12": '(reduce (.[0][] | select(.kind == "in-kind")) as $r ({}; .[$r.item] += $r.quantity)) as $a'
           " | (reduce .[1][] as $r ({}; .[$r.item] += $r.quantity)) as $b"
           f" | ($a + $b) | keys[] | [., $a[.] // 0, $b[.] // 0, ($a[.] // 0) - ($b[.] // 0)] | {CSV}",
    "q13": '[.[] | select(.kind == "cash" and .currency == "CNY") | [.donor_id, .date, .id, .amount]] | sort | group_by(.[0])[]'
           " | [foreach .[] as $r (0; . + $r[3]; [$r[0], $r[2], $r[1], .])] | map(select(.[3] >= 49999.995))"
           f" | select(length > 0) | .[0] | {CSV}",
    "q14": "reduce .[] as $r ({}; ($r.child_id | tostring) as $k"
           " | if .[$k] == null or [$r.date, $r.id] > [.[$k].date, .[$k].id] then .[$k] = $r else . end)"
           f" | [.[]] | sort_by(.child_id)[] | [.child_id, .id, .date, .kind] | {CSV}",
    "q16": f".[] | select(.id == $child) | [.id, .name, .guardian.phone, .needs[0]] | {CSV}",
}

ONE_FILE = {
    "q01": ["filter", '$left_behind == true && $gender == "F" && $province == "四川" && $birth_date >= "2012-01-01"', "then", "count", "-o", "n"],
    "q02": ["stats1", "-a", "count,sum,mean", "-f", "quantity,amount", "-g", "item", "then", "cut", "-o", "-f",
            "item,amount_count,quantity_sum,amount_sum,amount_mean", "then", "put", 'if ($quantity_sum == 0) {$item = ""; $quantity_sum = ""}',
            "then", "sort", "-nr", "amount_count", "-f", "item"],
    "q03": ["filter", '$currency == "CNY"', "then", "put", "$month = substr($date, 0, 6)", "then", "stats1", "-a", "count,sum", "-f",
            "amount", "-g", "month", "then", "sort", "-f", "month"],
    "q04": ["filter", '$currency == "CNY"', "then", "cut", "-o", "-f", "id,donor_id,date,amount", "then", "sort", "-nr", "amount", "-nf", "id",
            "then", "head", "-n", "20"],
    "q05": ["put", "-q", "y = substr($date, 0, 3); if (is_absent(@s[y][$donor_id])) {@s[y][$donor_id] = 1; @n[y] += 1}"
            ' end {for (y, n in @n) {emit1 {"year": y, "donors": n}}}', "then", "sort", "-f", "year"],
    "q08": ["filter", '$notes =~ "scholarship"i', "then", "count", "-g", "kind", "then", "sort", "-nr", "count", "-f", "kind"],
    "q09": ["filter", '$guardian["relation"] == "grandmother" && $guardian["phone"] =~ "^138"', "then", "flatten", "then", "cut", "-o", "-f",
            "id,name,guardian.phone"],
    "q10": ["put", "-q", 'for (k, v in $needs) {@n[v] += 1} end {for (k, v in @n) {emit1 {"need": k, "n": v}}}', "then", "sort", "-nr", "n",
            "-f", "need"],
    "q11": ["filter", '$kind == "cash"', "then", "stats1", "-i", "-a", "count,p50,p90,p99", "-f", "amount", "-g", "currency", "then",
            "sort", "-f", "currency"],
    "q13": ["filter", '$kind == "cash" && $currency == "CNY"', "then", "sort", "-nf", "donor_id", "-f", "date", "-nf", "id", "then", "step",
            "-a", "rsum", "-f", "amount", "-g", "donor_id", "then", "filter", "$amount_rsum >= 49999.995", "then", "head", "-n", "1", "-g",
            "donor_id", "then", "cut", "-o", "-f", "donor_id,id,date,amount_rsum"],
    "q14": ["put", "-q", "k = $child_id; if (is_absent(@d[k]) || $date > @d[k] || ($date == @d[k] && $id > @i[k]))"
            " {@d[k] = $date; @i[k] = $id; @k[k] = $kind}"
            ' end {for (c, d in @d) {emit1 {"child_id": int(c), "id": @i[c], "date": d, "kind": @k[c]}}}', "then", "sort", "-nf", "child_id"],
}


def jq(query, files, child):
    if query not in JQ:
        return None
    return ["jq", "-r"] + (["--slurp"] if len(files) > 1 else []) + ["--argjson", "child", str(child), JQ[query], *files]


def miller(query, files, child):
    """Miller's chain of verbs; the files are in the order of FIELDS in sql.py."""
    start = ["mlr", "--ijson", "--ocsv"]
    if query in ONE_FILE:
        return start + ONE_FILE[query] + files
    match query:
        case "q06":
            visits, children, schools = files
            return start + ["join", "-j", "child_id", "-l", "id", "-r", "child_id", "-f", children, "then", "cut", "-f", "child_id,school_id,minutes",
                            "then", "join", "-j", "school_id", "-l", "id", "-r", "school_id", "--lp", "s_", "-f", schools, "then", "put", "-q",
                            "@n[$s_province] += 1; @m[$s_province] += $minutes; @c[$s_province][$child_id] = 1;"
                            ' end {for (p, n in @n) {emit1 {"province": p, "n": n, "children": length(@c[p]), "minutes": @m[p]}}}',
                            "then", "sort", "-nr", "n", "-f", "province", visits]
        case "q07":
            children, visits = files
            return start + ["put", "-q", 'if (FILENAME =~ "visits.json$") {if ($date >= "2025-03-01") {@s[$child_id] = 1}}'
                            ' elif (is_absent(@s[$id])) {emit1 mapselect($*, "id", "name", "county")}', visits, children]
        case "q12":
            return start + ["put", "-q", 'if (FILENAME =~ "donations.json$") {if ($kind == "in-kind") {@a[$item] += $quantity; @k[$item] = 1}}'
                            " else {@b[$item] += $quantity; @k[$item] = 1} end {for (k, o in @k) {a = @a[k] ?? 0; b = @b[k] ?? 0;"
                            ' emit1 {"item": k, "donated": a, "distributed": b, "balance": a - b}}}', "then", "sort", "-f", "item", *files]
        case "q16":
            return start + ["filter", f"$id == {child}", "then", "put", '$need1 = $needs[1] ?? ""; unset $needs', "then", "flatten", "then",
                            "cut", "-o", "-f", "id,name,guardian.phone,need1", *files]
    return None
