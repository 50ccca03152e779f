from __future__ import annotations

import pytest

from tests.check.examples import findings

POPOVA = "10.1176/appi.ajp.2019.19020172"
SPRAY = "Efficacy of esketamine nasal spray"


@pytest.fixture
def judge(tmp_path):
    def judged(works: str, lock: str = "", body: str = "") -> list[str]:
        keys = [line.partition("{")[2].partition(",")[0] for line in works.splitlines() if line.startswith("@")]
        body = body or f"It has side effects.[{'; '.join(f'@{key}' for key in keys)}]\n"
        text = f"{body}\n-- content/references.bib --\n{works}\n"
        text += f"-- content/references.lock --\n{lock}\n" if lock else ""
        return [f"{d.where.file.removeprefix('content/')}:{d.where.line}:{d.where.column} {d.severity} {d.code} {d.message} {d.hint}"
                for d in findings(text, tmp_path)]  # fmt: skip

    return judged


WORK = "@article{sleep2020, title={Sleep}, year={2020},\n  doi={10.1001/sleep}}"


def test_a_mistyped_key_names_the_nearest_work(judge):
    (found,) = judge(WORK, body="It helps.[@sleep2002] It does not.[@sleep2020]")
    assert found == "pages/example.md:5:10 error CIT-01 The bibliography has no work `sleep2002`. Did you mean `sleep2020`?"


def test_a_mail_address_is_no_citation(judge):
    assert judge(WORK, body="Write to a@b.org.[@sleep2020]") == []


def test_a_work_that_no_page_cites_is_an_error_at_its_entry(judge):
    other = "@article{mood2021, title={Mood}, year={2021}, doi={10.1001/mood}}"
    (found,) = judge(f"{WORK}\n{other}", body="It helps.[@sleep2020]")
    assert found == "references.bib:3:1 error CIT-01 No page cites `mood2021`. Cite it where it belongs, or take it out."


def test_a_work_that_only_a_draft_cites_is_cited(judge):
    body = "We.\n\n-- content/pages/later.md --\n---\ndraft: true\n---\nIt helps.[@sleep2020]\n"
    assert judge(WORK, body=body) == []


def test_while_a_page_cannot_be_read_no_work_is_called_uncited(judge):
    found = judge(WORK, body="We.\n\n-- content/pages/broken.md --\n---\ntilte: Sleep\n---\nIt helps.[@sleep2020]\n")
    assert [line for line in found if "CIT-01" in line] == []
    assert any("KEY001" in line for line in found)


def test_a_work_named_by_a_grade_of_evidence_is_looked_up_there(judge):
    body = (
        "It helps.[@sleep2020]\n\n-- content/conditions/depression.md --\n---\nevidence:\n  grade: limited\n"
        "  studies: One.[@sleep2020]\n  people: Few.\n  duration: A day.\n  unknown: Most.\n  keys:\n    - sleep2020\n    - slep2020\n---\n"
    )
    (found,) = judge(WORK, body=body)
    assert found == "conditions/depression.md:13:7 error CIT-01 The bibliography has no work `slep2020`. Did you mean `sleep2020`?"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("doi={https://doi.org/10.1001/a}", "`https://doi.org/10.1001/a` of `a` is not a DOI. Write `10.1001/a`."),
        ("doi={11.1000/a}", "`11.1000/a` of `a` is not a DOI. Write it as printed on the article, as in `10.1001/jama.2020.1`."),
        ("pmid={PMC7}", "`PMC7` of `a` is not a PubMed number. Write digits alone, as in `pmid={40819842}`."),
        ("doi={10.1001/a}, retracted={2024}", "`a` was retracted. Take it out, and write anew what leans on it."),
    ],
)
def test_a_work_that_readers_cannot_go_by_is_an_error(judge, fields, message):
    (found,) = judge(f"@article{{a, title={{Sleep}}, year={{2020}}, {fields}}}")
    assert found.partition(" error CIT-03 ")[2] == message


def test_a_work_needs_a_doi_an_address_or_a_pubmed_number(judge):
    (found,) = judge("\n@article{a, title={Sleep}, year={2020}}")
    assert found.startswith("references.bib:2:1 error CIT-03 `a` has no DOI, no PubMed number and no address, so no reader can look it up.")
    assert judge("@article{a, title={Sleep}, year={2020}, pmid={40819842}}") == []
    assert judge("@article{a, title={Sleep}, year={2020}, url={https://a.example/b}}") == []


def test_one_work_may_not_stand_there_under_two_keys(judge):
    found = judge(f"{WORK}\n@article{{b, title={{Sleep}}, year={{2020}}, doi={{10.1001/SLEEP}}}}")
    assert found == ["references.bib:3:41 error CIT-03 `b` has the same DOI as `sleep2020`. Keep one of them and cite that."]


def test_a_work_to_be_checked_again_is_a_warning_and_need_not_be_locked(judge):
    (found,) = judge("@article{a, title={Sleep}, year={2020}, doi={10.1001/a}, checked={recheck}}", lock="10.1001/b Mood")
    assert " warning CIT-03 `a` is marked to be checked again. Compare it with the publisher's page" in found


def test_a_title_that_is_not_the_one_locked_is_named_with_both_titles_at_its_line(judge):
    work = f"@article{{popova2019,\n  title={{Pharmacotherapy for Bulimia Nervosa}}, year={{2019}}, doi={{{POPOVA}}}}}"
    found = judge(work, lock=f"{POPOVA} {SPRAY}", body="It came out.[@popova2019]")
    assert found[-1] == (
        f"references.bib:2:3 error CIT-03 `{POPOVA}` is `{SPRAY}` in references.lock, but `popova2019` gives it the title "
        f"`Pharmacotherapy for Bulimia Nervosa`. Look the DOI up; if it is right here, run `clinicsite lock --accept {POPOVA}`."
    )


def test_a_locked_title_under_another_doi_is_named_with_both(judge):
    (found,) = judge(WORK, lock="10.1001/slept Sleep")
    assert found.startswith(
        "references.bib:2:3 error CIT-03 `Sleep` has the DOI `10.1001/slept` in references.lock, but `sleep2020` gives it `10.1001/sleep`."
    )


def test_two_works_of_one_title_are_each_what_the_lock_says(judge):
    two = f"{WORK}\n@article{{b, title={{Sleep}}, year={{2021}}, doi={{10.1001/b}}}}"
    assert judge(two, lock="10.1001/b Sleep\n10.1001/sleep SLEEP.") == []
    (found,) = judge(two, lock="10.1001/b Sleep")
    assert "warning CIT-08 The DOI of `sleep2020` is not in references.lock." in found


def test_a_title_may_differ_from_the_lock_in_case_accents_and_signs(judge):
    work = r"@article{a, title={{\'E}tude of {NMDA}: sleep}, year={2020}, doi={10.1001/A}}"
    assert judge(work, lock="10.1001/a etude of nmda - Sleep.") == []


def test_without_a_lock_no_work_is_held_to_it(judge):
    assert judge(WORK) == []


def test_of_an_entry_that_is_broken_only_that_is_said(judge):
    found = judge("@article{a, title={Sleep}, year={2020} doi={11.1/a}}")
    assert found and {line.split()[2] for line in found} == {"BIB001"}
