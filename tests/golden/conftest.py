import pytest
from tests.golden.workshop import Workshop


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """One workshop a worker: each corpus is indexed and decoded once."""
    return Workshop(tmp_path_factory.mktemp("workshop"))
