import pytest

from audioflan.catalog.catalogue import HOME, Catalog
from audioflan.catalog.declared import declared_corpus, declared_task
from audioflan.errors import AudioFlanError


def problem_of(house):
    with pytest.raises(AudioFlanError) as caught:
        Catalog.load(house.write())
    assert caught.value.remedy, "no problem without a way out of it"
    return caught.value


def line_of(path, text):
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_a_sound_catalogue_loads(house):
    catalog = Catalog.load(house.write())
    assert catalog.corpora["toy"].audio_id("a") == "07_Toy_a"
    assert catalog.tasks["shout"].slots == {"language": "language"}
    assert [(task.id, corpus.id) for task, corpus in catalog.pairs()] == [("shout", "toy")]


def test_the_shipped_catalogue_loads_and_knows_the_papers_tables():
    catalog = Catalog.load(HOME)
    assert (len(catalog.paper.tasks), len(catalog.paper.corpora)) == (80, 52)
    assert len(catalog.paper.pairs) == 174
    assert len({row["major"] for row in catalog.paper.tasks.values()}) == 23


def test_every_shipped_task_of_the_paper_keeps_the_papers_place():
    catalog = Catalog.load(HOME)
    for task in catalog.tasks.values():
        row = catalog.paper.tasks.get(task.id)
        if row is not None:
            place = (task.domain, task.major, task.minor, task.direction)
            assert place == (row["domain"], row["major"], row["minor"], row["direction"])
            assert set(task.corpora) == set(row["corpora"])


def test_a_wrong_key_names_line_choices_and_the_nearest_name(house):
    house.corpus["lisence"] = house.corpus.pop("licence")
    problem = problem_of(house)
    assert problem.where == house.corpus_file
    assert problem.line == line_of(house.corpus_file, "lisence")
    assert "unknown key 'lisence'" in str(problem)
    assert "did you mean 'licence'?" in str(problem)


def test_a_wrong_value_names_the_allowed_ones(house):
    house.corpus["domain"] = "speach"
    problem = problem_of(house)
    assert problem.line == line_of(house.corpus_file, "domain")
    assert "did you mean 'speech'? Allowed: speech, music, audio." in str(problem)


def test_a_wrong_type_names_its_line(house):
    house.task["seeds"][3]["text"] = 5
    problem = problem_of(house)
    assert problem.where == house.task_file
    assert problem.line == line_of(house.task_file, "text: 5")


@pytest.mark.parametrize(
    ("seed", "message"),
    [
        ({"text": "Shout in {langage}."}, "unknown slot 'langage' in seed s03"),
        ({"text": "Shout in {language."}, "unbalanced brace in seed s03"),
        ({"id": "s02"}, "duplicate template id 's02'"),
        ({"text": "shout  number 2 in {language}."}, "duplicate template text"),
    ],
)
def test_a_seed_that_cannot_be_filled_or_told_apart(house, seed, message):
    house.task["seeds"][3].update(seed)
    problem = problem_of(house)
    assert problem.where == house.task_file
    assert message in problem.what
    assert problem.line is not None


def test_a_lexicon_pattern_must_compile(house):
    house.task["lexicon"] = {"must": ["shout", "("]}
    problem = problem_of(house)
    assert "pattern '('" in problem.what
    assert problem.line == line_of(house.task_file, "- (")


def test_audio_out_is_generation(house):
    house.task["output"][0]["kind"] = "audio"
    assert "set direction: generation" in str(problem_of(house))


@pytest.mark.parametrize("which", ["corpus", "task"])
def test_an_id_is_the_file_name(house, which):
    getattr(house, which)["id"] = "other"
    assert "is not the file name" in str(problem_of(house))


def test_a_reference_to_nothing(house):
    house.task["corpora"] = ["esd", "toi"]
    problem = problem_of(house)
    assert "unknown corpus 'toi'" in problem.what
    assert problem.line == line_of(house.task_file, "- toi")
    assert "did you mean 'toy'?" in str(problem)


def test_two_corpora_cannot_share_a_prefix(house):
    home = house.write()
    twin = house.corpus_file.read_text().replace("id: toy", "id: twin")
    house.corpus_file.with_name("twin.yaml").write_text(twin)
    with pytest.raises(AudioFlanError, match="those of corpus 'toy'"):
        Catalog.load(home)


def test_a_repeated_key_is_found(house):
    home = house.write()
    with house.corpus_file.open("a") as stream:
        stream.write("id: toy\n")
    with pytest.raises(AudioFlanError, match="stands twice"):
        Catalog.load(home)


def test_a_key_that_yaml_reads_as_a_boolean_is_refused(house):
    home = house.write()
    with house.task_file.open("a") as stream:
        stream.write("params: {yes: spoofed}\n")
    with pytest.raises(AudioFlanError, match=r"key yes for true or false.*quotes") as raised:
        Catalog.load(home)
    assert raised.value.line == line_of(house.task_file, "params")


def test_broken_yaml_and_broken_text_name_the_file(house):
    home = house.write()
    house.corpus_file.write_text("id: [")
    with pytest.raises(AudioFlanError, match=r"toy\.yaml:\d+: not valid YAML.*Remedy"):
        Catalog.load(home)
    house.corpus_file.write_bytes(b"id: \xff")
    with pytest.raises(AudioFlanError, match=r"not UTF-8.*Remedy"):
        Catalog.load(home)


def test_a_byte_order_mark_is_harmless(house):
    home = house.write()
    house.corpus_file.write_bytes(b"\xef\xbb\xbf" + house.corpus_file.read_bytes())
    assert "toy" in Catalog.load(home).corpora


def test_one_declaration_is_read_alone_and_a_wrong_id_is_told_the_nearest(house):
    home = house.write()
    assert declared_corpus("toy", home) == Catalog.load(home).corpora["toy"]
    assert declared_task("shout", home) == Catalog.load(home).tasks["shout"]
    with pytest.raises(AudioFlanError, match=r"config/corpora: unknown corpus 'toi'.*'toy'"):
        declared_corpus("toi", home)
    with pytest.raises(AudioFlanError, match=r"templates: unknown task 'shot'.*'shout'"):
        declared_task("shot", home)
