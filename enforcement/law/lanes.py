"""Gates that many rules of the ordinary procedure share."""

# an outcome is proposed, told and decided: what may not be decided is neither proposed nor told
PROPOSED = ("case.conclude", "case.give_notice", "case.decide")
