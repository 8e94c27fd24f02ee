"""Reference styles of our own making, to write known fields out in.

A style is a few choices: how names are put, where the year stands, how title,
container and numbers are set.  `render` draws a style for a record and gives
the string and its fields as spans.  Part of tools/refstring-data.
"""
import csv
import re

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December"]


class Out:
    """A string being built, with its fields."""

    def __init__(self):
        self.text, self.spans = "", []

    def put(self, s, label=None):
        if not s:
            return self
        if label:
            a = len(self.text)
            core = s.strip()
            a += len(s) - len(s.lstrip())
            self.spans.append([label, a, a + len(core)])
        self.text += s
        return self

    def last(self):
        return self.text[-1:]


def abbreviations(lines):
    for row in csv.reader(lines):
        if len(row) >= 2 and row[0] and row[1] and row[0].lower() != row[1].lower():
            yield row[0].lower(), row[1]


# ---- names --------------------------------------------------------------------

def initials(given):
    """"Jane B." or "JB" as letters."""
    given = given.strip()
    if re.fullmatch(r"[A-ZÀ-Þ]{1,4}", given):
        return list(given)
    return [w[0].upper() for w in re.split(r"[\s.\-‐]+", given) if w]


def full(given):
    return len(re.sub(r"[^a-zà-ÿ]", "", given)) > 2


def one_name(name, form, dice):
    family, given = name
    if given is None:
        return family
    letters = initials(given)
    if not letters:
        return family
    dotted = "".join(x + "." for x in letters)
    spaced = " ".join(x + "." for x in letters)
    bare = "".join(letters)
    long = given if full(given) else spaced
    return {"F I": f"{family} {bare}", "F, I.": f"{family}, {spaced}", "F, I.I.": f"{family}, {dotted}",
            "F I.": f"{family} {dotted}", "F, I": f"{family}, {bare}", "I. F": f"{spaced} {family}",
            "I.I. F": f"{dotted} {family}", "I F": f"{bare} {family}", "I I F": f"{' '.join(letters)} {family}",
            "F I I": f"{family} {' '.join(letters)}", "G F": f"{long} {family}", "F, G": f"{family}, {long}",
            "FF, I.": f"{family.upper()}, {spaced}", "FF, G": f"{family.upper()}, {long}",
            "FF I": f"{family.upper()} {bare}", "I. FF": f"{spaced} {family.upper()}"}[form]


def name_list(names, style, dice):
    """The names as one string."""
    form, rest, sep, last, most, etal = (style[k] for k in ("form", "rest", "sep", "and", "most", "etal"))
    shown = names if len(names) <= most else names[:max(1, min(style["keep"], len(names)))]
    written = [one_name(n, form if i == 0 else rest, dice) for i, n in enumerate(shown)]
    if len(shown) < len(names):
        return sep.join(written) + etal
    if len(written) == 1 or last is None:
        return sep.join(written)
    two = last if len(written) > 2 else style["two"]
    return sep.join(written[:-1]) + two + written[-1]


AND = {"en": "and", "de": "und", "es": "y", "pt": "e", "fr": "et", "it": "e"}
ETAL = [" et al.", ", et al.", ", et al", " et al", " and others", ", ... "]


def names_style(form, sep, last, dice, rest=None, two=None, most=None):
    most = most or dice.choice([3, 6, 6, 10, 30, 30])
    return {"form": form, "rest": rest or form, "sep": sep, "and": last, "two": two or last or sep,
            "most": most, "keep": dice.choice([1, 1, 3, most]), "etal": dice.choice(ETAL[:4])}


# ---- what a record lacks ------------------------------------------------------

TOPICS = ("Neural Information Systems", "Computational Geometry", "Programming Languages", "Parallel Processing",
          "Machine Learning", "Artificial Intelligence", "Computer Vision", "Database Systems", "Software Engineering",
          "Operating Systems", "Information Retrieval", "Robotics and Automation", "Signal Processing",
          "Distributed Computing", "Computer Architecture", "Knowledge Discovery", "Logic in Computer Science",
          "Speech Recognition", "Computational Linguistics", "Genetic Algorithms", "Evolutionary Computation",
          "Case-Based Reasoning", "Formal Methods", "Theory of Computing", "Computer Graphics", "Networking",
          "Human Factors", "Power Electronics", "Materials Science", "Civil Engineering", "Bioinformatics",
          "Medical Imaging", "Remote Sensing", "Acoustics", "Fluid Mechanics", "Education Research")
BODIES = ("IEEE", "ACM", "International", "European", "National", "Annual", "Joint", "Asian", "IFIP", "SPIE",
          "ACM SIGMOD", "ACM/IEEE", "Annual International", "International Joint", "World", "Australian")
MEETINGS = ("Conference", "Conference", "Conference", "Symposium", "Workshop", "Congress", "Meeting")
ACRONYMS = ("ICML", "NIPS", "AAAI", "IJCAI", "SIGMOD", "VLDB", "SODA", "FOCS", "STOC", "ISCA", "POPL", "PLDI", "KDD",
            "CVPR", "ICRA", "INFOCOM", "ICASSP", "ACL", "COLT", "SIGIR", "PODS", "SOSP", "ECML", "CAV", "LICS")
SCHOOLS = ("Stanford University", "University of Toronto", "Technische Universität Wien", "ETH Zürich",
           "Massachusetts Institute of Technology", "University of Edinburgh", "Carnegie Mellon University",
           "Universidade de São Paulo", "Universidad de Chile", "Université Paris-Sud", "University of Wisconsin",
           "Cornell University", "University of Oslo", "Princeton University", "Universität Hamburg", "Yale University",
           "University of Illinois at Urbana-Champaign", "Delft University of Technology", "Purdue University",
           "University of California", "Università di Bologna", "University of Rochester", "Kyoto University")
UNITS = ("Department of Computer Science", "Dept. of Computer Science", "Computer Science Department",
         "Department of Mathematics", "School of Engineering", "Faculty of Economics", "Institute of Physics",
         "Computer Science Dept.", "Dept. of Electrical Engineering", "Artificial Intelligence Laboratory",
         "AI Lab", "Institut für Informatik", "Department of Statistics")
CITIES = ("San Francisco, CA", "Cambridge, MA", "New York", "Berlin", "Amsterdam", "Paris, France", "Montreal", "Kyoto",
          "Edinburgh, Scotland", "San Mateo, CA", "Santiago", "Lisboa", "Madrid", "São Paulo", "Wien", "Seattle, WA",
          "Pittsburgh", "Menlo Park, California", "London", "Oxford", "Roma", "Melbourne, Australia", "Singapore",
          "Philadelphia, PA", "Urbana, IL", "Ann Arbor, MI", "Zürich", "New York, NY", "Reading, MA", "Tokyo, Japan")
TOWNS = ("São Paulo", "Rio de Janeiro", "Brasília", "Porto Alegre", "Belo Horizonte", "Curitiba", "Lisboa", "Coimbra",
         "Buenos Aires", "Bogotá", "Madrid", "Salvador", "Campinas", "Florianópolis", "Ciudad de México")
HOUSES = ("Springer-Verlag", "Springer", "MIT Press", "The MIT Press", "Morgan Kaufmann", "IEEE", "ACM Press",
          "Academic Press", "North-Holland", "Elsevier", "Kluwer Academic Publishers", "Wiley", "Addison-Wesley",
          "AAAI Press", "IEEE Computer Society Press", "Cambridge University Press", "Oxford University Press",
          "Prentice Hall", "Lawrence Erlbaum", "World Scientific", "ACM", "SIAM", "CRC Press", "Suhrkamp",
          "John Wiley & Sons", "Benjamin/Cummings", "Presses Universitaires de France", "Editora Atlas",
          "Fondo de Cultura Económica", "De Gruyter", "Il Mulino", "W. H. Freeman", "Morgan Kaufmann Publishers")
SERIES = ("Lecture Notes in Computer Science", "LNCS", "Lecture Notes in Mathematics", "Lecture Notes in Physics",
          "Lecture Notes in Artificial Intelligence", "Graduate Texts in Mathematics", "Studies in Logic",
          "Advances in Consciousness Research", "Contributions to Statistics", "AMS Monographs")


def ordinal(n):
    return f"{n}{'th' if 10 < n % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


WORDY = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh",
         "Twelfth", "Thirteenth")


def meeting(fields, dice):
    """The name of proceedings, in one of many ways of writing it."""
    topic, body, what = dice.choice(TOPICS), dice.choice(BODIES), dice.choice(MEETINGS)
    if dice.random() < .25:
        topic += " and " + dice.choice(TOPICS)
    nth = dice.choice([ordinal(dice.randint(2, 40)), dice.choice(WORDY), "", ""])
    short = {"Conference": "Conf.", "Symposium": "Symp.", "Workshop": "Workshop"}.get(what, what)
    if dice.random() < .25:
        topic, what, body = topic.replace("and", "&"), short, {"International": "Int.", "Annual": "Ann."}.get(body, body)
        if dice.random() < .5:
            what = {"Conf.": "Conf."}.get(what, what)
    core = " ".join(w for w in (nth, body, what, "on", topic) if w)
    lead = dice.choice(["Proceedings of the ", "Proceedings of the ", "Proc. of the ", "Proc. ", "Proceedings ",
                        "Proceedings, ", "", "Proceedings of ", "Advances in ", "Conference Record of the "])
    if lead == "Advances in ":
        return lead + topic
    tail = dice.random()
    year = fields["year"]
    if tail < .15:
        core += f" ({dice.choice(ACRONYMS)}-{year[2:]})"
    elif tail < .25:
        core += f" ({dice.choice(ACRONYMS)})"
    elif tail < .32:
        return lead + dice.choice(ACRONYMS) + dice.choice([f"'{year[2:]}", f"-{year[2:]}", f" {year}", f" '{year[2:]}"])
    elif tail < .4:
        core += f", {dice.choice(ACRONYMS)} '{year[2:]}"
    return lead + core


def vary(fields, people, short, dice):
    """The record with some fields changed, invented or taken away."""
    f = dict(fields)
    if f["kind"] == "other":
        f["kind"] = "journal" if f.get("volume") else "book"
    if f["kind"] == "journal" and dice.random() < .12:
        f["kind"] = dice.choice(["proceedings", "proceedings", "proceedings", "thesis", "report", "chapter", "book"])
    if f["kind"] == "proceedings" or (f["kind"] == "chapter" and not f.get("source")):
        if dice.random() < .8 or not f.get("source"):
            f["source"] = meeting(f, dice)
        f.update(volume="", issue="", kind="proceedings")
    if f["kind"] == "chapter":
        if dice.random() < .25:
            f["source"] = dice.choice(people).get("title") or f["source"]
        f.update(volume=f.get("volume") or str(dice.randint(1, 12)) if dice.random() < .2 else "", issue="")
        if not f.get("editors") and dice.random() < .7:
            f["editors"] = dice.choice(people)["authors"][:dice.choice([1, 1, 2, 2, 3, 4])]
    if f["kind"] in ("chapter", "proceedings") and dice.random() < .25:
        f["editors"] = f.get("editors") or dice.choice(people)["authors"][:dice.choice([1, 2, 3])]
    if f["kind"] == "proceedings" and dice.random() < .75:
        f["editors"] = []
    if f["kind"] in ("chapter", "proceedings", "book") and dice.random() < .5:
        f["publisher"] = f.get("publisher") if f.get("publisher") and dice.random() < .6 else dice.choice(HOUSES)
        f["place"] = f.get("place") or (dice.choice(CITIES) if dice.random() < .7 else "")
    if f["kind"] in ("chapter", "proceedings") and not f.get("fpage") and dice.random() < .7:
        a = dice.randint(1, 900)
        f["fpage"], f["lpage"] = str(a), str(a + dice.randint(1, 30))
    if f["kind"] in ("chapter", "proceedings", "book") and not f.get("series") and dice.random() < .15:
        f["series"], f["volume"] = dice.choice(SERIES), str(dice.randint(2, 1900))
    if f["kind"] == "book":
        f.update(fpage="", lpage="", issue="")
        if not f.get("series"):
            f["volume"] = ""
    if f["kind"] in ("thesis", "report"):
        if not f.get("publisher") or dice.random() < .5:
            f["publisher"] = dice.choice(SCHOOLS)
            if dice.random() < .4:
                f["publisher"] = dice.choice(UNITS) + ", " + f["publisher"]
        f["place"] = f.get("place") or (dice.choice(CITIES) if dice.random() < .4 else "")
        f.update(volume="", issue="")
    if f["kind"] == "journal":
        name = f.get("source", "")
        if not name:
            f["kind"] = "book"
        elif dice.random() < .45 and name.lower() in short:
            f["source"] = short[name.lower()]
            if dice.random() < .4:
                f["source"] = f["source"].replace(".", "")
        if dice.random() < .12 and f.get("volume"):
            f["issue"] = ""
        if dice.random() < .05:
            f["title"] = ""
    if not f["authors"] and f["kind"] == "journal" and dice.random() < .8:
        f["authors"] = dice.choice(people)["authors"]
    # those with first names in full are few, and styles that print them many
    if dice.random() < .2:
        wanted = [p for p in (dice.choice(people) for _ in range(6)) if full(p["authors"][0][1] or "")]
        if wanted:
            f["authors"] = wanted[0]["authors"]
    if f.get("fpage") and f.get("lpage") and re.fullmatch(r"\d+", f["fpage"]) and re.fullmatch(r"\d+", f["lpage"]):
        a, b = f["fpage"], f["lpage"]
        if len(a) == len(b) and dice.random() < .2:
            k = next((i for i in range(len(a)) if a[i] != b[i]), len(a) - 1)
            f["lpage"] = b[k:]
    return f


# ---- putting a reference together ---------------------------------------------

def date_of(f, form, dice):
    month = MONTHS[dice.randrange(12)]
    return {"y": f["year"], "M y": f"{month} {f['year']}", "m y": f"{month[:3]}. {f['year']}",
            "y M": f"{f['year']} {month[:3]}", "y M d": f"{f['year']} {month[:3]} {dice.randint(1, 28)}",
            "d M y": f"{dice.randint(1, 28)} {month} {f['year']}", "ya": f["year"] + dice.choice("abc"),
            "y, M d": f"{f['year']}, {month} {dice.randint(1, 28)}"}[form]


def pages_of(f, dash):
    if not f.get("fpage"):
        return f.get("elocation-id", "")
    if not f.get("lpage") or f["lpage"] == f["fpage"]:
        return f["fpage"]
    return f"{f['fpage']}{dash}{f['lpage']}"


LANGUAGE = {
    "en": dict(In=["In ", "In: ", "in ", "in: ", "In "], eds=["(Eds.)", "(eds.)", "(ed.)", "editors", "eds.", "eds", "(eds)", "Eds.", "editor"],
               by=["edited by ", "ed. ", "eds. ", "ed. by ", "Edited by "], vol=["vol. ", "Vol. ", "volume ", "vol ", "Volume "],
               no=["no. ", "No. ", "number ", "no ", "issue ", "nr. "], pp=["pp. ", "pages ", "pp.", "p. ", "pp ", "Pp. "],
               edn=["ed.", "edn", "edition", "ed"], of=" of ", thesis=["PhD thesis", "Ph.D. thesis", "PhD dissertation", "Master's thesis", "Ph.D. Dissertation", "M.Sc. thesis", "Doctoral dissertation", "Unpublished doctoral dissertation", "PhD Thesis", "Doctoral thesis"]),
    "de": dict(In=["In: ", "in: ", "In "], eds=["(Hrsg.)", "(Hg.)", "(Hrsg.):", "[Hrsg.]"], by=["hrsg. von ", "herausgegeben von ", "hg. v. "],
               vol=["Bd. ", "Band ", "Jg. "], no=["Nr. ", "H. ", "Heft "], pp=["S. ", "S.", "Seiten "], edn=["Aufl.", "Auflage"], of=" von ",
               thesis=["Diss.", "Dissertation", "Diplomarbeit", "Habilitationsschrift", "Masterarbeit"]),
    "es": dict(In=["En ", "En: ", "en "], eds=["(Eds.)", "(coord.)", "(Coords.)", "(ed.)", "(comp.)"], by=["editado por ", "coordinado por "],
               vol=["vol. ", "Vol. ", "tomo ", "v. "], no=["núm. ", "n.º ", "nº ", "no. "], pp=["pp. ", "págs. ", "p. "], edn=["ed.", "edición"], of=" de ",
               thesis=["Tesis doctoral", "Tesis de maestría", "tesis de licenciatura"]),
    "pt": dict(In=["In: ", "in ", "Em: "], eds=["(Org.)", "(Orgs.)", "(org.)", "(coord.)"], by=["organizado por "],
               vol=["v. ", "vol. ", "v."], no=["n. ", "n.", "nº "], pp=["p. ", "p.", "pp. "], edn=["ed.", "edição"], of=" de ",
               thesis=["Tese (Doutorado em Educação)", "Dissertação (Mestrado)", "Tese de doutorado", "Dissertação de mestrado"]),
    "fr": dict(In=["In ", "in ", "dans ", "Dans "], eds=["(dir.)", "(éd.)", "(éds)", "(sous la dir. de)"], by=["sous la direction de ", "dir. par "],
               vol=["vol. ", "t. ", "tome "], no=["n° ", "no ", "nº "], pp=["p. ", "pp. ", "p."], edn=["éd.", "édition"], of=" de ",
               thesis=["Thèse de doctorat", "thèse de doctorat", "Mémoire de master"]),
    "it": dict(In=["in ", "In: ", "in: "], eds=["(a cura di)", "(cur.)", "(a c. di)", "(eds.)"], by=["a cura di "],
               vol=["vol. ", "v. "], no=["n. ", "fasc. "], pp=["pp. ", "p. "], edn=["ed.", "edizione"], of=" di ",
               thesis=["Tesi di dottorato", "Tesi di laurea"]),
}


def quote(title, style, dice):
    return {"": ("", ""), '"': ('"', '"'), "“": ("“", "”"), "'": ("'", "'"), "‘": ("‘", "’"), "«": ("«", "»"), "« ": ("« ", " »"), "„": ("„", "“")}[style]


def put_title(out, f, q, stop, dice):
    title = f.get("title")
    if not title:
        return
    a, b = quote(title, q, dice)
    inside = stop.strip() in (",", ".") and q in ('"', "“", "‘") and dice.random() < .6
    out.put(a).put(title, "title")
    if inside:
        out.put(stop.strip() if not title.endswith(("?", "!", ".")) else "").put(b + " ")
    else:
        out.put(b).put(stop if not (title.endswith(("?", "!", ".")) and stop.startswith(".")) else stop[1:] or " ")


def put_names(out, names, style, dice, label="author"):
    written = name_list(names, style, dice)
    out.put(written, label)
    return written


def put_numbers(out, f, style, dice):
    """Journal, volume, issue, pages, in the order of the style."""
    dash = style["dash"]
    pages, lang = pages_of(f, dash), style["lang"]
    pp = dice.choice(lang["pp"]) if style["pp"] else ""
    vol = dice.choice(lang["vol"]) if style["volword"] else ""
    no = dice.choice(lang["no"]) if style["volword"] else ""
    sep = style["sep"]
    out.put(f["source"], "journal")
    if style["place"]:
        out.put(", ").put(f.get("place") or dice.choice(CITIES + TOWNS), "location")
    year_first = style["year"] == "before-volume"
    if year_first:
        out.put(style["before_year"]).put(date_of(f, style["date"], dice), "date").put(style["after_year"])
    elif f.get("volume"):
        out.put(style["before_volume"])
    elif pages:
        out.put(", ")
    if f.get("volume"):
        out.put(vol).put(f["volume"], "volume")
        if f.get("issue"):
            a, b = style["issue"] if not style["volword"] else (sep, "")
            out.put(a).put(no).put(f["issue"], "issue").put(b)
    if style["year"] == "after-volume":
        out.put(style["before_year"]).put(date_of(f, style["date"], dice), "date").put(style["after_year"])
    if pages:
        if f.get("volume"):
            out.put(sep if style["year"] != "after-volume" else "" if out.last() == " " else " ")
        out.put(pp).put(pages, "pages")
        if pp and dice.random() < .03:
            out.put("ff")


def put_publisher(out, f, style, dice):
    """"Place: Publisher" in one of its orders; what is missing is left out."""
    place, house = f.get("place"), f.get("publisher")
    if place and house:
        form = style["house"]
        if form == "place:house":
            out.put(place, "location").put(dice.choice([": ", ": ", " : "])).put(house, "publisher")
        elif form == "house, place":
            out.put(house, "publisher").put(", ").put(place, "location")
        elif form == "place, house":
            out.put(place, "location").put(", ").put(house, "publisher")
        else:
            out.put(house, "publisher").put(" (").put(place, "location").put(")")
    elif place or house:
        out.put(place or house, "location" if place else "publisher")
    return bool(place or house)


def put_in(out, f, style, dice):
    """The book or the proceedings a piece is in, with its editors."""
    lang, dash = style["lang"], style["dash"]
    names = dict(style["names"])
    if dice.random() < .5:
        names.update(names_style(*dice.choice([("I. F", ", ", " and "), ("F, I.", ", ", " & "), ("I.I. F", ", ", " and "), ("G F", ", ", " and "),
                                               ("F I", ", ", None), ("F, I.", "; ", None)]), dice))
    names["most"] = 6
    eds, order = f.get("editors"), style["in"]
    if style["year"] != "nowhere" or dice.random() < .5:
        out.put(dice.choice(lang["In"]) if dice.random() < .9 else "")
    if eds and order == "eds-first":
        put_names(out, eds, names, dice, "editor")
        mark = dice.choice(lang["eds"])
        out.put((" " if mark[0] in "([" else dice.choice([", ", " "])) + mark).put(dice.choice([", ", ", ", ": ", ". ", " "]))
    out.put(f["source"], "booktitle")
    if eds and order == "by":
        out.put(dice.choice([", ", ", ", ". ", " "])).put(dice.choice(lang["by"]))
        put_names(out, eds, names, dice, "editor")
    if eds and order == "eds-last":
        out.put(dice.choice([", ", " (", ", "]))
        bracket = out.text.endswith("(")
        put_names(out, eds, names, dice, "editor")
        out.put(", " + dice.choice(["Eds.", "eds.", "eds", "Ed.", "editors"]) + (")" if bracket else ""))
    if f.get("series") and dice.random() < .8:
        if dice.random() < .5:
            out.put(", ").put(dice.choice(["volume ", "vol. ", "Vol. "])).put(f["volume"], "volume").put(dice.choice([" of ", " in "])).put(f["series"], "series")
        else:
            out.put(dice.choice([", ", ". ", " ("])).put(f["series"], "series").put(dice.choice([", vol. ", " ", ", no. ", ", "])).put(f["volume"], "volume")
            if "(" + f["series"] in out.text:
                out.put(")")
    elif f.get("volume") and dice.random() < .8:
        out.put(dice.choice([", ", ", ", ". ", " ("]) + dice.choice(lang["vol"])).put(f["volume"], "volume")
        if "(" in out.text and out.text.rfind("(") > out.text.rfind(")"):
            out.put(")")


def tail(out, f, style, dice):
    """After the book's name: pages, place, publisher, year in some order."""
    pages = pages_of(f, style["dash"])
    pp = dice.choice(style["lang"]["pp"]) if dice.random() < .85 else ""
    parts = [p for p in (["pages"] if pages else []) + (["house"] if f.get("place") or f.get("publisher") else []) +
             (["year"] if style["year"] not in ("after-names", "nowhere") else [])]
    dice.shuffle(parts)
    if "year" in parts and dice.random() < .6:
        parts.remove("year")
        parts.append("year")
    for n, part in enumerate(parts):
        joint = dice.choice([", ", ", ", ". ", "; "]) if not (part == "year" and dice.random() < .5) else ", "
        bracket = part == "pages" and style["year"] == "after-names" and dice.random() < .5
        year_bracket = part == "year" and dice.random() < .15
        out.put(" (" if bracket or year_bracket else joint if out.last() != "." or joint != ". " else " ")
        if part == "pages":
            out.put(pp).put(pages, "pages")
        elif part == "house":
            put_publisher(out, f, style, dice)
        else:
            out.put(date_of(f, style["date"], dice), "date")
        if bracket or year_bracket:
            out.put(")")


REPORTS = ("Technical Report", "Tech. Rep.", "Technical report", "Research Report", "Working Paper", "Report",
           "Internal Report", "Tech Report", "Memo", "Discussion Paper", "Working paper")


def report_number(dice, year):
    form = dice.randrange(6)
    code = "".join(dice.choice("ABCDEFGHIKLMNOPRSTUVW") for _ in range(dice.randint(2, 4)))
    n = dice.randint(1, 999)
    return (f"{code}-{year[2:]}-{n}", f"{code}-{n}", f"{n}", f"{code} {year[2:]}-{n:02d}", f"No. {n}", f"{code}-TR-{n}")[form]


def grey(out, f, style, dice):
    """Theses and reports: what it is, who issued it, where, when."""
    if f["kind"] == "thesis":
        what = dice.choice(style["lang"]["thesis"])
        if dice.random() < .15:
            out.put("[" + what + "]", "report").put(". ")
        elif dice.random() < .15:
            out.put("(").put(what, "report").put("). ")
        else:
            out.put(what, "report").put(dice.choice([", ", ", ", ". "]))
    else:
        what = dice.choice(REPORTS)
        if dice.random() < .8:
            what += " " + report_number(dice, f["year"])
        if dice.random() < .15:
            out.put("(").put(what, "report").put("). ")
        else:
            out.put(what, "report").put(dice.choice([", ", ", ", ". "]))
    put_publisher(out, f, style, dice)
    if style["year"] not in ("after-names", "nowhere"):
        out.put(", ").put(date_of(f, style["date"], dice), "date")


def drawn_style(dice):
    """A style: families that hang together, with some freedom in each."""
    code = dice.choices(["en", "de", "es", "pt", "fr", "it"], [76, 6, 5, 6, 4, 3])[0]
    lang, amp = LANGUAGE[code], AND[code]
    s = {"lang": lang, "code": code, "dash": dice.choice(["–", "–", "-", "-", "--", "—"]), "pp": False, "volword": False, "place": False,
         "sep": ", ", "issue": ("(", ")"), "q": "", "stop": ". ", "date": "y", "before_year": " (", "after_year": ")",
         "before_volume": " ", "house": "place:house", "in": dice.choice(["eds-first", "by", "eds-last"]), "end": dice.choice([".", ".", ".", ""])}
    a = f" {amp} "
    family = dice.choice(["vancouver", "vancouver", "apa", "apa", "mla", "chicago-notes", "chicago-date", "ieee", "ieee", "harvard", "acs",
                          "nature", "nature", "elsevier", "elsevier", "physics", "physics", "physics", "lncs", "plain", "plain", "plain", "caps", "caps", "din", "german",
                          "abnt", "french", "italian", "basic", "basic", "cell", "gbt", "aip", "endnote"])
    if family == "vancouver":
        s.update(names=names_style(dice.choice(["F I", "F I", "F I I", "F I."]), ", ", None, dice), after_names=dice.choice([". ", ". ", ": "]), year="before-volume",
                 before_year=dice.choice([". ", " ", ". "]), after_year=dice.choice([";", "; ", ";"]), sep=dice.choice([":", ": ", ":"]),
                 date=dice.choice(["y", "y", "y M", "y M d"]), house="place:house")
    elif family in ("apa", "endnote"):
        s.update(names=names_style("F, I.", ", ", dice.choice([", & ", " & ", f", {amp} ", a]), dice), after_names=" ", year="after-names",
                 year_form=dice.choice(["({}). ", "({}). ", "({}) ", "({}), ", "({}): "]), before_volume=dice.choice([", ", " ", ", "]), date=dice.choice(["y", "y", "ya", "y, M d"]),
                 sep=dice.choice([", ", ", ", ": "]))
        if family == "endnote":
            s.update(names=names_style("F, I.", ", ", a, dice, rest="I. F"), q='"', before_volume=" ", sep=": ")
    elif family == "mla":
        s.update(names=names_style("F, G", ", ", f", {amp} ", dice, rest="G F"), after_names=". ", year="after-issue", q=dice.choice(['"', "“"]), stop=". ",
                 volword=True, before_volume=", ", pp=True)
    elif family == "chicago-notes":
        s.update(names=names_style("G F", ", ", dice.choice([f", {amp} ", a]), dice, two=a), after_names=", ", year="after-volume", q=dice.choice(['"', "“", "“", "'", "‘"]), stop=", ",
                 issue=(", no. ", ""), sep=": ", after_year="):", date=dice.choice(["y", "y", "M y"]), house="paren")
    elif family == "chicago-date":
        s.update(names=names_style("F, G", ", ", f", {amp} ", dice, rest="G F"), after_names=". ", year="after-names", year_form="{}. ", q=dice.choice(['"', "“", "“", ""]),
                 issue=(" (", ")"), sep=": ", date=dice.choice(["y", "y", "ya"]))
    elif family == "ieee":
        s.update(names=names_style(dice.choice(["I. F", "I. F", "G F", "I.I. F"]), ", ", dice.choice([f", {amp} ", a]), dice, two=a), after_names=", ", year="end",
                 q=dice.choice(['"', "“", "“"]), stop=", ", volword=True, pp=True, before_volume=", ", date=dice.choice(["y", "m y", "M y"]))
    elif family == "harvard":
        s.update(names=names_style(dice.choice(["F, I.I.", "F, I.", "F, I"]), ", ", a, dice), after_names=dice.choice([", ", " "]), year="after-names",
                 year_form=dice.choice(["{}. ", "({}) ", "({}), ", "{}, "]), q=dice.choice(["", "", "'", "‘"]), stop=dice.choice([". ", ", "]), before_volume=dice.choice([", ", " "]), pp=dice.random() < .6,
                 volword=dice.random() < .3, date=dice.choice(["y", "ya"]))
    elif family == "acs":
        s.update(names=names_style("F, I.", "; ", None, dice), after_names=" ", year="before-volume", before_year=" ", after_year=", ", issue=(" (", ")"))
        s["notitle"] = dice.random() < .5
    elif family == "nature":
        s.update(names=names_style(dice.choice(["F, I.", "F, I.I."]), ", ", dice.choice([" & ", a]), dice), after_names=" ", year="end", year_end=" ({})", issue=("(", ")"),
                 stop=dice.choice([". ", ". ", ", "]))
    elif family == "elsevier":
        s.update(names=names_style(dice.choice(["I.I. F", "I. F", "I.I. F"]), ", ", dice.choice([None, None, a]), dice), after_names=", ", year="after-volume", stop=", ",
                 issue=dice.choice([(" (", ")"), ("(", ")")]), before_year=" (", after_year=")", sep=" ")
        s["notitle"] = dice.random() < .25
    elif family == "physics":
        s.update(names=names_style(dice.choice(["I. F", "I.I. F", "G F", "I F"]), ", ", dice.choice([a, f", {amp} ", None]), dice, two=a), after_names=dice.choice([", ", ", ", ": "]),
                 year=dice.choice(["end", "after-volume"]), year_end=" ({})", stop=", ", issue=("(", ")"), q=dice.choice(["", "", "“", '"']))
        s["notitle"] = dice.random() < .65
        s["first-page"] = True
    elif family == "lncs":
        s.update(names=names_style(dice.choice(["F, I.", "F, I", "F, I.I."]), ", ", dice.choice([None, None, a]), dice), after_names=": ", year="end", year_end=" ({})", pp=dice.random() < .4,
                 house=dice.choice(["house, place", "place:house"]))
    elif family == "plain":
        s.update(names=names_style(dice.choice(["I. F", "G F", "I.I. F"]), ", ", dice.choice([f", {amp} ", a]), dice, two=a), after_names=". ", year="end",
                 before_volume=", ", sep=dice.choice([":", ": ", ", "]), date=dice.choice(["y", "y", "M y", "m y"]), house="house, place", pp=dice.random() < .25, volword=dice.random() < .2)
    elif family == "caps":
        s.update(names=names_style(dice.choice(["FF, I.", "FF, G", "FF I"]), dice.choice([", ", "; "]), dice.choice([f", {amp.upper()} ", f" {amp} ", ", & "]), dice),
                 after_names=dice.choice([". ", " ", ": "]), year=dice.choice(["end", "after-names"]), year_end=" ({})", year_form=dice.choice(["({}) ", "{}. ", "({}): "]), before_volume=dice.choice([" ", ", "]))
        if dice.random() < .5:
            s.update(year="after-volume", issue=(", ", ""), before_year=" (", after_year="), ", sep="")
    elif family == "din":
        s.update(names=names_style(dice.choice(["FF, G", "F, G", "FF, I."]), dice.choice(["; ", " ; "]), None, dice), after_names=": ", year="after-volume", volword=dice.random() < .5, pp=True,
                 before_year=" (", after_year="),")
        s["in-journal"] = dice.random() < .7
    elif family == "german":
        s.update(names=names_style(dice.choice(["F, I.", "F, G", "F I."]), dice.choice([", ", "; ", " / "]), dice.choice([" & ", " und ", None]), dice), after_names=" ", year="after-names",
                 year_form=dice.choice(["({}): ", "({}) ", "{}: "]), stop=dice.choice([". – ", ". ", ". In: "]), sep=dice.choice([": ", ", "]), q=dice.choice(["", "", "„"]), pp=dice.random() < .3)
    elif family == "abnt":
        s.update(names=names_style(dice.choice(["FF, I.", "FF, G", "FF, I."]), "; ", None, dice), after_names=". ", year="end", before_volume=", ", volword=True, pp=True, place=dice.random() < .5,
                 date=dice.choice(["y", "m y"]), lang=LANGUAGE[dice.choice(["pt", "pt", "es"])])
    elif family == "french":
        s.update(names=names_style(dice.choice(["F I.", "FF I", "F, I.", "G F"]), ", ", dice.choice([" et ", None, " & "]), dice), after_names=dice.choice([", ", " "]), year=dice.choice(["after-names", "end"]),
                 year_form=dice.choice(["({}), ", "{}, ", "({}). "]), q=dice.choice(["« ", "«", "“"]), stop=", ", volword=True, before_volume=", ", pp=True, lang=LANGUAGE["fr"])
    elif family == "italian":
        s.update(names=names_style(dice.choice(["F I.", "I. F", "G F"]), ", ", dice.choice([None, " e "]), dice), after_names=", ", year="before-volume", before_year=", ", after_year=", ", stop=", ",
                 pp=True, volword=dice.random() < .4, q=dice.choice(["", "«", "“"]), lang=LANGUAGE[dice.choice(["it", "es"])])
    elif family == "basic":
        s.update(names=names_style(dice.choice(["F I", "F I", "F, I."]), ", ", dice.choice([None, None, " & ", a]), dice), after_names=" ", year="after-names", year_form=dice.choice(["({}) ", "({}): ", "{}. ", "({}). "]),
                 sep=dice.choice([":", ": ", ", "]), before_volume=dice.choice([" ", ", "]), date=dice.choice(["y", "y", "ya"]))
    elif family == "cell":
        s.update(names=names_style("F, I.I.", ", ", f", {amp} ", dice, two=a), after_names=" ", year="after-names", year_form="({}). ")
    elif family == "gbt":
        s.update(names=names_style(dice.choice(["F I I", "FF I", "F I"]), ", ", None, dice), after_names=dice.choice([". ", ", "]), year="before-volume", before_year=", ", after_year=", ", sep=": ",
                 stop=dice.choice(["[J]. ", ". ", " [J]. "]))
    else:
        s.update(names=names_style("I. F", ", ", f", {amp} ", dice, two=a), after_names=", ", year="end", year_end=" ({})", q=dice.choice(["", "“"]), stop=", ", before_volume=" ")
        s["notitle"] = dice.random() < .5
    s["family"] = family
    return s


def head(out, f, s, dice):
    if f["authors"]:
        names = f["authors"] if dice.random() > .03 else f["authors"][:1]
        put_names(out, names, s["names"], dice)
        stop = s["after_names"]
        out.put(stop[1:] or " " if stop.startswith(".") and out.last() == "." else stop)
    if s["year"] == "after-names":
        a, b = s["year_form"].split("{}")
        out.put(a).put(date_of(f, s["date"], dice), "date").put(b)


def journal(out, f, s, dice):
    if s.get("first-page") and dice.random() < .7:
        f["lpage"] = ""
    if not (s.get("notitle") and f["authors"]):
        put_title(out, f, s["q"], s["stop"], dice)
    if s.get("in-journal"):
        out.put("In: ")
    style = dict(s)
    if s["year"] == "after-issue":
        style["year"] = "end"
    put_numbers(out, f, style, dice)
    if s["year"] in ("end", "after-issue"):
        form = s.get("year_end") or ", {}"
        a, b = form.split("{}")
        out.put(a).put(date_of(f, s["date"], dice), "date").put(b)


def book(out, f, s, dice):
    label_stop = dice.choice([". ", ". ", ", "])
    put_title(out, f, s["q"] if s["family"] in ("ieee",) and dice.random() < .2 else "", label_stop if not f.get("edition") else dice.choice([" (", ", ", ". "]), dice)
    if f.get("edition"):
        bracket = out.text.endswith("(")
        edition = f["edition"]
        m = re.match(r"\d+", edition)
        edition = (ordinal(int(m.group())) if s["code"] == "en" and m else (m.group() + "." if m else edition)) + " " + dice.choice(s["lang"]["edn"])
        out.put(edition, "edition").put(")" if bracket else "").put(". " if not edition.endswith(".") else " ")
    if f.get("series") and f.get("volume"):
        if dice.random() < .5:
            out.put(dice.choice(["Volume ", "Vol. ", "volume "])).put(f["volume"], "volume").put(" of ").put(f["series"], "series").put(". ")
        else:
            out.put("(").put(f["series"], "series").put(dice.choice([", ", " ", " vol. "])).put(f["volume"], "volume").put("). ")
    any_house = put_publisher(out, f, s, dice)
    if s["year"] not in ("after-names", "nowhere"):
        form = dice.choice([", {}", ", {}", "; {}", " ({})", ". {}"]) if any_house else "{}"
        a, b = form.split("{}")
        out.put(a).put(date_of(f, s["date"] if dice.random() < .3 else "y", dice), "date").put(b)


def web(out, f, s, dice):
    put_title(out, f, "", ". ", dice)
    if f.get("publisher"):
        out.put(f["publisher"], "publisher").put(dice.choice([", ", ". ", "; "]))
    if s["year"] != "after-names":
        out.put(f["year"], "date").put(". ")
    host = dice.choice(["example.org", "data.example.net", "www.example.com"])
    out.put(dice.choice(["Available at: ", "Available from: ", "URL ", "Retrieved from ", "", "Disponible en: ", "Disponível em: "]))
    out.put(dice.choice(["http://", "https://"]) + host + "/" + dice.choice(["a/b.html", "report.pdf", "index", "docs?id=3"]))
    if dice.random() < .5:
        out.put(dice.choice([" (accessed ", ". Accessed ", " [accessed ", ". Accessed on "])).put(f"{dice.randint(1, 28)} {dice.choice(MONTHS)} {min(2024, int(f['year']) + 2)}")
        out.put({"(": ")", "[": "]"}.get(next((c for c in "([" if f" {c}accessed" in out.text), ""), ""))


def ending(out, f, s, dice):
    if out.text and not out.text.endswith((".", " ")):
        out.put(s["end"])
    draw = dice.random()
    if f.get("doi") and draw < .2:
        out.put(" " + dice.choice(["doi:", "https://doi.org/", "doi: ", "DOI ", "http://dx.doi.org/", ""]) + f["doi"] + dice.choice(["", "."]))
    elif f.get("pmid") and draw < .24:
        out.put(f" PMID: {f['pmid']}")
    elif draw > .96:
        out.put(" ").put(dice.choice(["(in press)", "In press.", "(unpublished)", "Epub ahead of print.", "[in Russian]", "(in German)",
                                      "To appear.", "submitted"]).strip(), "note")
    elif draw > .94:
        out.put(f" {dice.choice(['arXiv:', 'arXiv '])}{dice.randint(700, 2200):04d}.{dice.randint(1000, 9999)}")


def noisy(raw, spans, dice):
    """Marks of bad extraction: labels, lost and added spaces."""
    if dice.random() < .12:
        n = dice.randint(1, 200)
        lead = dice.choice([f"[{n}] ", f"({n}) ", f"{n}. ", f"{n} ", f"[{n}]", f"{n}) "])
        raw, spans = lead + raw, [[s, a + len(lead), b + len(lead)] for s, a, b in spans]
    if dice.random() < .03:
        raw, spans = respaced(raw, spans, dice)
    if dice.random() < .015:
        raw = raw.lower() if len(raw.lower()) == len(raw) else raw
    return raw, spans


def respaced(raw, spans, dice):
    """Some spaces move from after a sign to before it, some are lost."""
    out, at = [], []
    for i, c in enumerate(raw):
        at.append(at[-1] + len(out[-1]) if out else 0)
        after = raw[i + 1:i + 2]
        if c in ",.:;" and after == " " and dice.random() < .5:
            out.append(" " + c)
        elif c == " " and i and raw[i - 1] in ",.:;" and dice.random() < .5:
            out.append("")
        else:
            out.append(c)
    at.append(at[-1] + len(out[-1]))
    text = "".join(out)
    moved = []
    for s, a, b in spans:
        a, b = at[a], at[b]
        while a < b and text[a] == " ":
            a += 1
        while b > a and text[b - 1] == " ":
            b -= 1
        moved.append([s, a, b])
    return text, moved


def render(f, dice):
    """A record as a string in a style drawn for it, and its spans."""
    s, out = drawn_style(dice), Out()
    f = dict(f)
    head(out, f, s, dice)
    kind = f["kind"]
    if kind == "journal":
        journal(out, f, s, dice)
    elif kind in ("chapter", "proceedings") and f.get("source"):
        put_title(out, f, s["q"], s["stop"], dice)
        put_in(out, f, s, dice)
        tail(out, f, s, dice)
    elif kind in ("thesis", "report"):
        put_title(out, f, s["q"], s["stop"].replace("[J]", ""), dice)
        grey(out, f, s, dice)
    elif kind == "web":
        web(out, f, s, dice)
    else:
        book(out, f, s, dice)
    ending(out, f, s, dice)
    raw, spans = re.sub(r"\s+$", "", out.text), out.spans
    spans = [[s_, a, b] for s_, a, b in spans if b <= len(raw) and b > a]
    return noisy(raw, spans, dice)
