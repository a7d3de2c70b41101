"""One invented text for each level of the guard, so that no test leans on its finer judgement."""

CLEAN = "The new rota is up on the board, with thanks to the night team."
NOTE = "Call me on 07700 900123."
CAUTION = "Our manager is useless and lazy."
STOP = "Doreen has dementia and she fell last night."
HARD = "Mum's NHS number is 999 000 0018."
HARD_WORDS = "999 000 0018"
