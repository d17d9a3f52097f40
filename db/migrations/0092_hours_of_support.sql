-- Exam sessions that candidates have seen keep the hours that were shown with them; a draft names its own before it opens.
UPDATE "exam_sessions" SET "settings" = "settings" || CASE WHEN "state" = 'draft'
  THEN '{"supportHoursZh":"","supportHoursEn":""}'::jsonb
  ELSE '{"supportHoursZh":"报名期间每日 8:30 至 17:30","supportHoursEn":"8:30 to 17:30 every day while registration is open"}'::jsonb END;
