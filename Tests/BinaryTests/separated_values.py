"""CSV and its kin, compressed files, other encodings, several datasets."""

import gzip
import unittest

from program import Folder, run


def csv(*arguments, **options):
    return run(*arguments[:-1], "--format", "csv", "-c", arguments[-1], **options)


class SeparatedValues(unittest.TestCase):
    def test_a_folder_of_mixed_kinds(self):
        with Folder(
            schools__csv="id,name\n1,Changyuan\n2,Hekou\n", children__json=[{"id": 1, "school_id": 2}],
            visits__tsv="id\tchild_id\tday\n1\t1\t2023-09-01\n",
        ) as folder:
            outcome = csv(folder.path, "visits | select child.school.name, month(day)")
            self.assertEqual(outcome.stdout, "child.school.name,month\nHekou,2023-09\n", outcome.stderr)

    def test_several_datasets(self):
        with Folder(a__json=[{"id": 1, "b_id": 7}], b__csv="id,name\n7,seven\n") as folder:
            both = (folder.path / "a.json", folder.path / "b.csv")
            self.assertEqual(csv(*both, "a | select b.name").stdout, "b.name\nseven\n")
            outcome = csv(*both, folder.path / "b.csv", "a")
            self.assertEqual(outcome.returncode, 5)
            self.assertIn("second collection 'b'", outcome.stderr)

    def test_a_script_may_use_several(self):
        with Folder(a__json=[{"id": 1}], b__csv="id\n7\n", s__dsl='use "a.json"\nuse "b.csv"\ncount(a) + sum(b.id)\n') as folder:
            self.assertEqual(run("run", folder.path / "s.dsl", "--format", "csv").stdout.split()[-1], "8")

    def test_standard_input_of_any_kind(self):
        for text in ("id,n\n1,2\n", "id\tn\n1\t2\n", '[{"id":1,"n":2}]', '{"id":1,"n":2}\n', '[["id","n"],[1,2]]'):
            with self.subTest(text):
                self.assertEqual(csv("-", "stdin", text=text).stdout, "id,n\n1,2\n")

    def test_a_type_that_the_descriptor_declares(self):
        fields = [{"name": "code", "type": "string"}, {"name": "tags", "type": "array"}, {"name": "day", "type": "date"}]
        resource = {"name": "r", "path": "r.csv", "dialect": {"delimiter": ";"}, "schema": {"fields": fields, "missingValues": ["-"]}}
        with Folder(datapackage__json={"name": "x", "resources": [resource]}, r__csv='code;tags;day\n12;"[""a"",""b""]";-\n') as folder:
            self.assertEqual(csv(folder.path, 'r | select code = concat(code, "!"), n = length(tags), day').stdout, "code,n,day\n12!,2,\n")
            folder.write("r.csv", 'code;tags;day\n12;x;2023-09-01\n')
            outcome = csv(folder.path, "r")
            self.assertEqual(outcome.returncode, 5)
            self.assertIn("D008", outcome.stderr)
            self.assertIn("r.csv:2:4", outcome.stderr)

    def test_a_descriptor_that_asks_for_what_is_not_read(self):
        for change in ({"encoding": "latin-1"}, {"dialect": {"escapeChar": "\\"}}, {"dialect": {"delimiter": "::"}}):
            resource = {"name": "r", "path": "r.csv", **change}
            with self.subTest(change), Folder(datapackage__json={"name": "x", "resources": [resource]}, r__csv="a\n") as folder:
                outcome = csv(folder.path, "r")
                self.assertEqual(outcome.returncode, 5)
                self.assertIn("D007", outcome.stderr)


class Encodings(unittest.TestCase):
    DESCRIPTOR = {"name": "x", "resources": [{"name": "r", "path": "r.csv", "encoding": "gb18030"}]}

    def test_every_character_of_gb18030(self):
        two = [bytes([a, b]) for a in range(0x81, 0xFF) for b in [*range(0x40, 0x7F), *range(0x80, 0xFF)]]
        four = [bytes([0x81 + n // 12600, 0x30 + n // 1260 % 10, 0x81 + n // 10 % 126, 0x30 + n % 10])
                for n in [*range(39420), *range(189000, 189000 + 2000), 189000 + 0xFFFFF]]
        pairs = []
        for code in two + four:
            character = code.decode("gb18030", "ignore")
            # Without those for private use, and what would end a cell's line at a reader of lines.
            if len(character) == 1 and not "\ue000" <= character <= "\uf8ff" and character not in "\x85\u2028\u2029":
                pairs.append((code, character))
        self.assertGreater(len(pairs), 55000)
        with Folder(datapackage__json=self.DESCRIPTOR) as folder:
            folder.write("r.csv", b"c\n" + b"\n".join(code for code, _ in pairs) + b"\n")
            outcome = csv(folder.path, "r")
            self.assertEqual(outcome.stdout.split("\n")[1:-1], [character for _, character in pairs])

    def test_gb18030_has_to_be_named_and_right(self):
        with Folder() as folder:
            folder.write("r.csv", "name,n\n王丽,1\n".encode("gb18030"))
            outcome = csv(folder.path / "r.csv", "r")
            self.assertEqual(outcome.returncode, 5)
            self.assertIn("D002", outcome.stderr)
            self.assertIn("gb18030", outcome.stderr)
            folder.write("datapackage.json", self.DESCRIPTOR)
            self.assertEqual(csv(folder.path, "r").stdout, "name,n\n王丽,1\n")
            folder.write("r.csv", b"name\n\xff\xff\n")
            outcome = csv(folder.path, "r")
            self.assertIn("D002", outcome.stderr)

    def test_wide_encodings_are_named(self):
        for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"):
            with self.subTest(encoding), Folder() as folder:
                folder.write("r.json", '[{"a": 1}]'.encode(encoding))
                outcome = csv(folder.path / "r.json", "r")
                self.assertEqual(outcome.returncode, 5)
                self.assertIn("UTF-" + encoding[4:6], outcome.stderr)


class Compressed(unittest.TestCase):
    def test_files_of_each_kind(self):
        with Folder() as folder:
            folder.write("a.json.gz", gzip.compress(b'[{"id": 1}]'))
            folder.write("b.csv.gz", gzip.compress(b"id\n1\n") + gzip.compress(b"2\n"))
            folder.write("c.ndjson.gz", gzip.compress(b'{"id": 1}\n' * 300000))
            self.assertEqual(csv(folder.path, "count(a); count(b); count(c)").stdout.split(), ["1", "2", "300000"])

    def test_what_is_not_whole(self):
        packed = gzip.compress(b'[{"id": 1}, {"id": 2}]')
        damaged = packed[:14] + bytes([packed[14] ^ 0xFF]) + packed[15:]
        for content in (packed[:-1], packed[:15], packed[:2], damaged, packed + b"rest"):
            with self.subTest(content), Folder() as folder:
                folder.write("a.json.gz", content)
                outcome = csv(folder.path, "a")
                self.assertEqual((outcome.returncode, outcome.stdout), (5, ""))
                self.assertIn("D001", outcome.stderr)

    def test_archives_and_spreadsheets_are_named(self):
        for name in ("a.json", "a.csv"):
            with Folder() as folder:
                folder.write(name, b"PK\x03\x04" + bytes(30))
                self.assertIn("zip archive", csv(folder.path / name, "a").stderr)
