"""Files in the forms in which others publish, opened without a descriptor and asked. What is in them is invented."""

import unittest

from program import Folder, run


class PublicShapes(unittest.TestCase):
    def ask(self, name, content, *questions):
        """The rows of each answer, without its header; nothing may be said of the data."""
        with Folder() as folder:
            folder.write(name, content)
            answers = []
            for question in questions:
                outcome = run(folder.path / name, "--format", "csv", "--no-notes", "-c", question)
                self.assertEqual((outcome.returncode, outcome.stderr), (0, ""), question)
                answers.append(outcome.stdout.split("\n")[1:-1])
            return answers[0] if len(answers) == 1 else answers

    def test_cars(self):
        """An array of flat records with names of several words and nulls, as vega-datasets has."""
        cars = [
            {"Name": "falcon rover", "Miles_per_Gallon": 18, "Horsepower": 130, "Year": "1970-01-01", "Origin": "USA"},
            {"Name": "little swift", "Miles_per_Gallon": None, "Horsepower": 52.5, "Year": "1971-01-01", "Origin": "Japan"},
            {"Name": "heron", "Miles_per_Gallon": 31.5, "Horsepower": None, "Year": "1971-01-01", "Origin": "Japan"},
        ]
        self.assertEqual(
            self.ask("cars.json", cars, "cars | summarize n = count(), best = max(Miles_per_Gallon) by Origin"),
            ["Japan,2,31.5", "USA,1,18.0"])
        self.assertEqual(self.ask("cars.json", cars, "cars | count by year(Year)"), ["1971,2", "1970,1"])

    def test_movies(self):
        """Titles that are numbers in some records, dates written `Jun 12 1998`'s way, names with blanks."""
        movies = [
            {"Title": "The Long Bridge", "US Gross": 146083, "Release Date": "12 Jun 1998", "IMDB Rating": 6.1},
            {"Title": "Second Rain", "US Gross": 10876, "Release Date": "7 Aug 1998", "IMDB Rating": None},
        ]
        self.assertEqual(
            self.ask("movies.json", movies, "movies | sort -`US Gross` | select Title, month(`Release Date`)"),
            ["The Long Bridge,1998-06", "Second Rain,1998-08"])

    def test_core_data(self):
        """A CSV with names of several words, quoted names with commas, leading zeros."""
        text = 'Country Name,Country Code,Year,Value\n"Korea, Rep.",KOR,2020,1.5\nAruba,ABW,2020,\nAruba,ABW,2021,2.25\n'
        self.assertEqual(
            self.ask("population.csv", text, "population | summarize sum(Value) by `Country Name`"),
            ["Aruba,2.25", '"Korea, Rep.",1.50'])
        codes = "code,name\n007,Seven\n010,Ten\n"
        self.assertEqual(self.ask("codes.csv", codes, 'codes | where code == "007" | select name'), ["Seven"])

    def test_grants(self):
        """One object about a package of grants, with organisations as lists of one, as 360Giving."""
        package = {"grants": [
            {"id": "360G-x-1", "title": "After-school club", "currency": "GBP", "amountAwarded": 5000.00, "awardDate": "2023-03-01T00:00:00+00:00",
             "recipientOrganization": [{"id": "GB-1", "name": "Riverside Trust"}]},
            {"id": "360G-x-2", "title": "Minibus", "currency": "GBP", "amountAwarded": 12500.50, "awardDate": "2023-04-01T00:00:00+00:00",
             "recipientOrganization": [{"id": "GB-1", "name": "Riverside Trust"}, {"id": "GB-2", "name": "Hill School"}]},
        ]}
        answers = self.ask(
            "grants.json", package, "grants | summarize sum(amountAwarded) by currency",
            "grants | unnest recipientOrganization as to | count by to.name")
        self.assertEqual(answers, [["GBP,17500.5"], ["Riverside Trust,2", "Hill School,1"]])

    def test_hxl(self):
        """A spreadsheet's CSV: a byte order mark, a header, and the row of tags."""
        text = "\ufeffProvince,Sex,Children reached\r\n#adm1+name,#meta+sex,#reached+children\r\nNorth,f,12\r\nNorth,m,9\r\nSouth,f,30\r\n"
        self.assertEqual(self.ask("reach.csv", text, "reach | summarize sum(`Children reached`) by Province"), ["North,21", "South,30"])

    def test_hxl_is_kept(self):
        """The tags are shown, written into a descriptor, and read from it."""
        text = "Province,Reached\n#adm1+name,#reached+children\nNorth,12\n"
        fields = "field,type,refers to,missing,title,tag\nProvince,text,,0,,#adm1+name\nReached,integer,,0,,#reached+children\n"
        with Folder(reach__csv=text) as folder:
            self.assertEqual(run("schema", folder.path, "reach", "--format", "csv").stdout, fields)
            described = run("schema", folder.path, "--json").stdout
            self.assertIn('"hxl:tag": "#adm1+name"', described)
            folder.write("datapackage.json", described)
            self.assertEqual(run("schema", folder.path, "reach", "--format", "csv").stdout, fields)
            self.assertEqual(run("schema", folder.path, "--json").stdout, described)
            # Without the row of tags, as others write it.
            folder.write("reach.csv", "Province,Reached\nNorth,12\n")
            folder.write("datapackage.json", described.replace('"commentRows": [2]', '"header": true'))
            self.assertEqual(run("schema", folder.path, "reach", "--format", "csv").stdout, fields)

    def test_geojson(self):
        def feature(number, name, kind, coordinates, children):
            return {"type": "Feature", "id": number, "geometry": {"type": kind, "coordinates": coordinates},
                    "properties": {"name": name, "children": children}}

        places = {"type": "FeatureCollection", "name": "schools", "crs": {"type": "name"}, "features": [
            feature(1, "Hekou", "Point", [104.1, 30.5], 120), feature(2, "Baishi", "Point", [103.9, 30.1], 80)]}
        answers = self.ask(
            "places.geojson", places, "places | where children > 100 | select id, name, geometry.type",
            "places | sort name | select length(geometry.coordinates)")
        self.assertEqual(answers, [["1,Hekou,Point"], ["2", "2"]])

    def test_a_form_export(self):
        """A page of KoBoToolbox: groups as paths in names, a repeated group as a list, all numbers texts or numbers."""
        page = {"count": 2, "next": None, "previous": None, "results": [
            {"_id": 1, "formhub/uuid": "a", "start": "2023-09-01T10:00:00.000+08:00", "household/head/name": "Ma Li", "household/size": 4,
             "household/children": [{"household/children/name": "Ma Xiao", "household/children/age": 7}], "_geolocation": [30.1, 104.2]},
            {"_id": 2, "formhub/uuid": "a", "start": "2023-09-02T11:30:00.000+08:00", "household/head/name": "Yu An", "household/size": 2,
             "_geolocation": [None, None]},
        ]}
        with Folder(results__json=page["results"]) as folder:
            question = "results | sort _id | select household.head.name, n = count(household.children), day = date(start)"
            outcome = run(folder.path, "--format", "csv", "-c", question)
            self.assertEqual(outcome.stdout, "household.head.name,n,day\nMa Li,1,2023-09-01\nYu An,0,2023-09-02\n", outcome.stderr)
            outcome = run(folder.path, "--format", "csv", "-c", "results | unnest household.children as c | select _id, c.name, c.age")
            self.assertEqual(outcome.stdout, "_id,c.name,c.age\n1,Ma Xiao,7\n", outcome.stderr)
        with Folder(page__json=page) as folder:
            outcome = run(folder.path / "page.json", "--format", "csv", "-c", "count(results)")
            self.assertEqual(outcome.stdout, "2\n")
            self.assertIn("'count', 'next', 'previous' left out", outcome.stderr)

    def test_a_form_export_as_csv(self):
        text = '"start","household/size","household/water"\n"2023-09-01T10:00:00+08:00","4","well"\n"2023-09-02T10:00:00+08:00","","river"\n'
        self.assertEqual(
            self.ask("form.csv", text, "form | where household.size is missing | select household.water"), ["river"])

    def test_dhis2(self):
        """A table whose columns are named in a list of objects; and a page of units beside its pager."""
        answer = {"headers": [{"name": "dx", "column": "Data"}, {"name": "pe"}, {"name": "value"}],
                  "rows": [["visits", "202301", "12.0"], ["visits", "202302", "9.5"]], "width": 3, "height": 2}
        self.assertEqual(self.ask("analytics.json", answer, "analytics | where pe == \"202302\" | select value"), ["9.5"])
        units = {"pager": {"page": 1}, "organisationUnits": [{"id": "a1", "displayName": "North", "parent": None}, {"id": "b2", "displayName": "Hill", "parent": {"id": "a1"}}]}
        with Folder(units__json=units) as folder:
            outcome = run(folder.path / "units.json", "--format", "csv", "-c", 'organisationUnits | where parent.id == "a1" | select displayName')
            self.assertEqual(outcome.stdout, "displayName\nHill\n", outcome.stderr)

    def test_the_world_bank(self):
        """A list of what the page is and its rows."""
        answer = [{"page": 1, "pages": 1, "total": 3}, [
            {"indicator": {"id": "SE.X", "value": "Out of school"}, "country": {"id": "KE", "value": "Kenya"}, "date": "2022", "value": 12.5},
            {"indicator": {"id": "SE.X", "value": "Out of school"}, "country": {"id": "KE", "value": "Kenya"}, "date": "2021", "value": None},
            {"indicator": {"id": "SE.X", "value": "Out of school"}, "country": {"id": "NP", "value": "Nepal"}, "date": "2022", "value": 7}]]
        self.assertEqual(
            self.ask("wb.json", answer, "wb | where value is not missing | select country.value, date, value"),
            ["Kenya,2022,12.5", "Nepal,2022,7.0"])

    def test_records_by_identifier(self):
        """As a realtime database exports: an object of objects."""
        children = {"C001": {"name": "Ma Li", "grade": 3}, "C002": {"name": "Yu An", "grade": 4, "sponsor": "S1"}}
        self.assertEqual(self.ask("children.json", children, "children | where sponsor is missing | select key, name"), ["C001,Ma Li"])

    def test_wrapped_answers(self):
        answer = {"status": "ok", "data": {"cursor": None, "items": [{"id": 1}, {"id": 2}]}}
        with Folder(answer__json=answer) as folder:
            outcome = run(folder.path / "answer.json", "--format", "csv", "-c", "count(items)")
            self.assertEqual(outcome.stdout, "2\n", outcome.stderr)
            described = run("schema", folder.path / "answer.json", "--json").stdout
            folder.write("datapackage.json", described)
            self.assertEqual(run(folder.path, "--format", "csv", "-c", "count(items)").stdout, "2\n", described)
