import type { CalendarEntry } from '../../db/registration/read-candidate-calendar.ts';
import { formatBeijingTime } from '../../domain/beijing-time.ts';

interface Words {
  zh: string;
  en: string;
}

/** Writes a line for each of these entries with what its candidate looks up: campus, exam time in Beijing, fee in yuan. */
export function subjectLines(entries: CalendarEntry[]): Words {
  const lines = entries.map((entry): Words => {
    const { subject, school, campus, examTime, mode } = entry;
    const fee = (entry.feeFen / 100).toFixed(2);
    const [from, to] = [examTime && moment(examTime.startsAt), examTime && moment(examTime.endsAt)];
    const range = mode === 'oral';
    const zh = examTime ? `，考试时间 ${from} 至 ${to}${range ? '（具体时间以准考证为准）' : ''}` : '';
    const en = examTime
      ? `, exam ${from} to ${to}${range ? ' (the exact time is on the admission ticket)' : ''}`
      : '';
    return {
      zh: `- ${subject.zh}：${school.zh}，${campus.zh}${zh}，报名费 ${fee} 元`,
      en: `- ${subject.en}: ${school.en}, ${campus.en}${en}, ${fee} yuan`,
    };
  });
  return { zh: lines.map(({ zh }) => zh).join('\n'), en: lines.map(({ en }) => en).join('\n') };
}

function moment(at: number): string {
  return formatBeijingTime(at).slice(0, 16);
}
