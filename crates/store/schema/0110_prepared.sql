-- What a student prepares for a talk is said in the five words of the talk itself (register::agreement::Kept), and no longer in three of
-- its own: whether a measure was kept, partly, or not.
UPDATE evaluation_preparation SET went = REPLACE(REPLACE(REPLACE(went, 'not', 'not_at_all'), 'partly', 'little'), 'kept', 'entirely');
