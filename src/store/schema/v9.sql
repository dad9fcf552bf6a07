-- What a step did: its kind and operands as JSON (see model/step.rs). `title` is the sentence of
-- steps that an older version made; those have no details.
ALTER TABLE undo_steps ADD COLUMN details TEXT;

-- Why a feed has a problem: the reason and its operands as JSON (see model/problem.rs).
-- `problem_message` is the sentence of problems that an older version met; those have no details.
ALTER TABLE feeds ADD COLUMN problem_details TEXT;
