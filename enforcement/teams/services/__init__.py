"""The verbs of units, people and accounts."""

from enforcement.teams.services.accounts import (
    change_password,
    change_settings,
    create_token,
    note_failure,
    note_lock,
    note_refusal,
    note_sign_in,
    note_sign_out,
    reset_password,
    revoke_token,
)
from enforcement.teams.services.mergers import merge_teams
from enforcement.teams.services.people import (
    add_officer,
    appoint,
    end_post,
    enrol,
    hand_over,
    issue_certificate,
    register_reviewer,
    revoke_certificate,
)
from enforcement.teams.services.units import (
    Report,
    add_agencies,
    add_squad,
    import_divisions,
    set_demonstration_modes,
    set_mode,
)

__all__ = [
    "Report",
    "add_agencies",
    "add_officer",
    "add_squad",
    "appoint",
    "change_password",
    "change_settings",
    "create_token",
    "end_post",
    "enrol",
    "hand_over",
    "import_divisions",
    "issue_certificate",
    "merge_teams",
    "note_failure",
    "note_lock",
    "note_refusal",
    "note_sign_in",
    "note_sign_out",
    "register_reviewer",
    "reset_password",
    "revoke_certificate",
    "revoke_token",
    "set_demonstration_modes",
    "set_mode",
]
