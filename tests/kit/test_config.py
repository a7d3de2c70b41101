import stat

import pytest

from carefolk.kit.config import Config, ConfigError, load, place_key


@pytest.fixture
def folder(tmp_path):
    return {"CAREFOLK_DATA": str(tmp_path)}


def test_defaults_make_a_place_on_this_machine():
    config = load({})

    assert config.base_url == "http://127.0.0.1:8000"
    assert config.database == ""
    assert not config.is_https


def test_the_environment_wins_over_the_file(tmp_path):
    file = tmp_path / "place.toml"
    file.write_text('name = "Riverside"\nport = 9000\n')

    config = load({"CAREFOLK_CONFIG": str(file), "CAREFOLK_PORT": "9001"})

    assert (config.name, config.port) == ("Riverside", 9001)


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"CAREFOLK_PORT": "many"}, ["port", "CAREFOLK_PORT", "integer"]),
        ({"CAREFOLK_PORT": "70000"}, ["port", "65535"]),
        ({"CAREFOLK_SIGN_UP": "maybe"}, ["sign_up", "'invitation'"]),
        ({"CAREFOLK_HOST": "https://care.example"}, ["host", "bare host name"]),
        ({"CAREFOLK_PUBLIC_URL": "care.example"}, ["public_url", "https://"]),
        ({"CAREFOLK_DATABASE": "mysql://x"}, ["database", "postgresql://"]),
        ({"CAREFOLK_MAIL": "mail.example"}, ["mail", "smtp://"]),
        ({"CAREFOLK_PROT": "1"}, ["CAREFOLK_PROT", "did you mean port?"]),
        ({"CAREFOLK_COLOUR": "1"}, ["CAREFOLK_COLOUR", "docs/settings.md"]),
        ({"CAREFOLK_DEMO": "yes", "CAREFOLK_HOST": "care.example"}, ["demo", "this machine"]),
        ({"CAREFOLK_THROWAWAY": "1", "CAREFOLK_HOST": "care.example"}, ["throwaway"]),
        ({"CAREFOLK_DATA": "/x" * 60}, ["guard_address", "shorter data folder"]),
        ({"CAREFOLK_CONFIG": "/nowhere.toml"}, ["/nowhere.toml", "No such file"]),
    ],
)
def test_a_wrong_setting_is_told_in_one_line_that_names_it(variables, words):
    with pytest.raises(ConfigError) as told:
        load(variables)

    assert "\n" not in str(told.value)
    assert [word for word in words if word not in str(told.value)] == []


def test_a_file_that_is_no_toml_is_told_in_one_line(tmp_path):
    file = tmp_path / "place.toml"
    file.write_text("name = \n")

    with pytest.raises(ConfigError, match="not valid TOML"):
        load({"CAREFOLK_CONFIG": str(file)})


def test_a_wrong_setting_in_the_file_is_named(tmp_path):
    file = tmp_path / "place.toml"
    file.write_text('nmae = "Riverside"\n')

    with pytest.raises(ConfigError, match="nmae: there is no such setting; did you mean name"):
        load({"CAREFOLK_CONFIG": str(file)})


def test_a_public_address_decides_about_https():
    config = load({"CAREFOLK_PUBLIC_URL": "https://care.example/", "CAREFOLK_HOST": "Care.Example"})

    assert (config.base_url, config.host) == ("https://care.example", "care.example")
    assert config.is_https


def test_a_relative_data_folder_stays_the_same_when_a_child_changes_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert load({"CAREFOLK_DATA": "here"}).data == tmp_path / "here"


def test_the_key_is_made_once_and_only_its_owner_may_read_it(folder):
    config = load(folder)
    first = place_key(config)

    assert place_key(config) == first
    assert len(first) >= 48
    assert stat.S_IMODE((config.data / "secret.key").stat().st_mode) == 0o600


def test_a_key_made_by_another_process_meanwhile_is_the_one(folder, monkeypatch):
    config = load(folder)
    (config.data / "secret.key").write_text("theirs")

    assert place_key(config) == "theirs"


def test_a_given_key_is_not_written_down(folder, tmp_path):
    config = load(folder | {"CAREFOLK_SECRET_KEY": "given"})

    assert place_key(config) == "given"
    assert list(tmp_path.iterdir()) == []


def test_every_setting_explains_itself():
    for name, field in Config.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name
