-- A rebind is asked for in the console alone: whoever does is signed in, like whoever decides.
CREATE TRIGGER rebinds_submitted_signed_in BEFORE INSERT ON rebinds FOR EACH ROW
  EXECUTE FUNCTION guard_signed_in('submitted_by', 'submitted_at');
