"""Every page of the desk asks for a role; people join, change and leave without the desk losing its last owner."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, reverse

from kawaraban.desk import people
from kawaraban.desk.house import HouseError, person_named, sign_in_address
from kawaraban.desk.models import Membership, Post
from kawaraban.desk.pages import access
from kawaraban.desk.pages.urls import urlpatterns
from kawaraban.desk.roles import Role, is_editor, is_owner, may_edit, may_publish, role_of
from tests.blog_cast import a_draft, a_published_post, the_owner, the_preferences

pytestmark = pytest.mark.django_db

ROLES = ["", Role.CONTRIBUTOR, Role.EDITOR, Role.OWNER]
PAGES = {pattern.name: pattern for pattern in urlpatterns if isinstance(pattern, URLPattern)}


def somebody(role: str, name: str = "灯") -> User:
    user = User.objects.create_user(f"{name}-{role or 'nobody'}", first_name=name)
    if role:
        Membership.objects.create(person=user, role=role)
    return user


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["kawaraban-language"] = "en"
    return client


def an_address(name: str) -> str:
    kinds = PAGES[name].pattern.converters
    values = {key: 987654 if type(kind).__name__ == "IntConverter" else "x" for key, kind in kinds.items()}
    return reverse(f"desk:{name}", kwargs=values)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_the_desk_is_closed_to_who_has_not_the_role_it_needs(role: str) -> None:
    the_preferences()
    client = signed_in(somebody(role))
    wrong = []
    for name in PAGES.keys() - access.OPEN:
        looking, sending = access.NEEDS.get(name, (Role.OWNER, Role.OWNER))
        for answer, needed in ((client.get, looking), (client.post, sending)):
            closed = answer(an_address(name)).status_code == 403
            if closed != (ROLES.index(role) < ROLES.index(needed)):
                wrong.append((name, answer.__name__, closed))
    assert wrong == []


def test_nobody_reaches_a_page_of_the_desk_without_signing_in() -> None:
    open_pages = [
        name
        for name in PAGES.keys() - access.OPEN
        for answer in (Client().get, Client().post)
        if (response := answer(an_address(name))).status_code not in (302, 405)
        or not response.headers.get("Location", "/desk/sign-in/").startswith("/desk/sign-in/")
    ]
    assert open_pages == []


def test_every_address_of_the_desk_stands_in_the_table_once_and_nothing_else_does() -> None:
    assert sorted((*access.NEEDS, *access.OPEN)) == sorted(PAGES)


def test_who_follows_sources_takes_lists_of_them_in() -> None:
    editor, writer = signed_in(somebody(Role.EDITOR)), signed_in(somebody(Role.CONTRIBUTOR))
    assert editor.post(reverse("desk:feeds-report")).status_code == 302
    assert writer.post(reverse("desk:feeds-report")).status_code == 403
    assert writer.get(reverse("desk:hand-out-feeds")).status_code == 200


def test_a_page_that_is_closed_says_whom_to_ask() -> None:
    assert "ask one of them" in signed_in(somebody(Role.CONTRIBUTOR)).get("/desk/settings/").content.decode()
    assert "no role on this desk" in signed_in(somebody("")).get("/desk/").content.decode()


def test_a_contributor_edits_drafts_of_their_own_and_nothing_else() -> None:
    writer = somebody(Role.CONTRIBUTOR)
    own, anothers, out = a_draft(), a_draft(), a_published_post()
    Post.objects.filter(pk__in=[own.pk, out.pk]).update(author=writer)
    own.refresh_from_db()
    out.refresh_from_db()
    assert [may_edit(writer, post) for post in (own, anothers, out)] == [True, False, False]
    assert not may_publish(writer, own)
    editor = somebody(Role.EDITOR)
    assert all(may_edit(editor, post) and may_publish(editor, post) for post in (own, anothers, out))
    assert is_editor(editor) and not is_owner(editor) and is_owner(the_owner())


def test_an_owner_adds_a_person_who_signs_in_by_the_link_they_are_given() -> None:
    the_preferences()
    desk = signed_in(the_owner())
    page = desk.post("/desk/settings/people/", {"do": "add", "name": "汐見 灯", "role": "contributor"})
    added = User.objects.get(first_name="汐見 灯")
    assert role_of(added) == Role.CONTRIBUTOR
    link = page.content.decode().split('value="http://testserver')[1].split('"')[0]
    theirs = Client()
    assert theirs.get(link)["Location"] == "/desk/"
    assert theirs.get("/desk/posts/").status_code == 200
    assert "汐見 灯" in desk.get("/desk/settings/").content.decode()


def test_who_is_taken_off_the_desk_is_out_at_once_and_their_posts_stay() -> None:
    writer = somebody(Role.EDITOR)
    post = a_published_post()
    Post.objects.filter(pk=post.pk).update(author=writer)
    theirs = signed_in(writer)
    assert theirs.get("/desk/posts/").status_code == 200
    signed_in(the_owner()).post("/desk/settings/people/", {"do": "remove", "person": writer.pk})
    assert theirs.get("/desk/posts/")["Location"].startswith("/desk/sign-in/")
    assert Client().get(post.get_absolute_url()).status_code == 200


def test_the_last_owner_can_neither_leave_nor_step_down() -> None:
    owner = the_owner()
    with pytest.raises(people.PeopleError):
        people.remove(owner)
    with pytest.raises(people.PeopleError):
        people.set_role(owner, Role.EDITOR)
    people.set_role(somebody(Role.EDITOR), Role.OWNER)
    people.set_role(owner, Role.EDITOR)
    owner.refresh_from_db()
    assert role_of(owner) == Role.EDITOR


@pytest.mark.parametrize(("name", "role"), [("  ", "editor"), ("灯", "king")])
def test_a_person_that_cannot_be_added_is_said(name: str, role: str) -> None:
    the_preferences()
    desk = signed_in(the_owner())
    before = User.objects.count()
    page = desk.post("/desk/settings/people/", {"do": "add", "name": name, "role": role}, follow=True)
    assert 'class="error"' in page.content.decode()
    assert User.objects.count() == before


def test_a_person_is_found_by_user_name_and_by_a_name_that_is_theirs_alone() -> None:
    first = people.add("灯", Role.EDITOR)
    assert people.named("灯") == first
    second = people.add("灯", Role.EDITOR)
    assert second.username != first.username
    assert people.named(second.username) == second
    assert people.named("誰も") is None


def test_what_a_role_cannot_open_is_not_offered_and_the_reason_is_said() -> None:
    the_preferences()
    for role, reason in ((Role.EDITOR, "settings and the people"), (Role.CONTRIBUTOR, "Editors publish")):
        page = signed_in(somebody(role)).get("/desk/posts/").content.decode()
        assert 'href="/desk/settings/"' not in page
        assert reason in page
        assert "Sign out" in page
    assert 'href="/desk/settings/"' in signed_in(the_owner()).get("/desk/posts/").content.decode()


def test_the_command_signs_in_as_somebody_and_says_who_there_is_otherwise() -> None:
    the_preferences()
    editor = people.add("汐見 灯", Role.EDITOR)
    link = sign_in_address("http://testserver", person_named("汐見 灯"))
    client = Client()
    assert client.get(link).status_code == 302
    assert client.session["_auth_user_id"] == str(editor.pk)
    with pytest.raises(HouseError, match=editor.username):
        person_named("誰も")
