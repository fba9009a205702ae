"""The service of a paper: every attempt, the failed ones too."""

from datetime import date

from enforcement.law.kinds import Recipient, ServiceMethod
from enforcement.law.known import Group, fact, group


@group
class Attempt(Group):
    """One attempt to serve (送达回证).

    `day`: paper taken there, posted, sent or published; `received_on`: signed for, or arrived in the
    addressee's system, None where it was not. `recipient` with `relation`: who took it; `recipient_age` in
    years, None where it was not asked. `refused`: the addressee or an adult of his household would not take
    it, `refusal_note` in words; `returned`: why the paper came back or nobody was met, "" otherwise.
    `proof`: key of photograph, film, mail slip or log; `witness`: name; `servers`: names; `reason`: why this
    method. `consented_on`: signed consent to electronic service, None without. `authority`: key of the paper on
    which an agent, a named receiver or electronic service rests, "" without. `witness_of`: the grass-roots body or
    workplace that the witness stands for. `through`: the agency entrusted, or the unit or institution that passed
    the paper on. `abroad`: the addressee has no domicile in the country.
    """

    NAME, LABEL, WHERE = "serving.attempts", "送达", "送达页"
    method: ServiceMethod = fact("方式")
    day: date = fact("日期")
    received_on: date | None = fact("的签收日期", default=None)
    place: str = fact("地点", default="")
    recipient: str = fact("的收件人", default="")
    relation: Recipient | None = fact("的收件人与受送达人的关系", default=None)
    recipient_age: int | None = fact("的收件人年龄", default=None)
    refused: bool = fact("时是否拒收", default=False)
    refusal_note: str = fact("时拒收的注明", default="")
    returned: str = fact("不成的情况", default="")
    proof: str = fact("的凭证", default="")
    witness: str = fact("的见证人", default="")
    servers: tuple[str, ...] = fact("人员", default=())
    reason: str = fact("方式的理由", default="")
    authority: str = fact("的授权委托书或者送达确认书", default="")
    witness_of: str = fact("的见证人所在单位", default="")
    through: str = fact("的受托机关或者转交单位", default="")
    abroad: bool = fact("时受送达人在境内有没有住所", default=False)
    consented_on: date | None = fact("的电子送达确认书日期", "送达页“送达地址确认书”", default=None)


@group
class Serving(Group):
    """The service of the paper that the case's state is about: the notice, then the decision.

    `document`: its title and number; `document_on`: its date; `attempts` in order of time. `used`: keys of the
    proofs by which other papers of the case were served.
    """

    NAME, LABEL, WHERE = "serving", "送达", "送达页"
    document: str = fact("的文书名称和文号")
    document_on: date = fact("的文书日期")
    addressee: str = fact("的受送达人")
    attempts: tuple[Attempt, ...] = fact("记录")
    used: tuple[str, ...] = fact("的其他文书的凭证", default=())
