import type { SeededRandom } from './random.ts';

const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文',
];
const DOUBLE_SURNAMES = ['欧阳', '司马', '上官', '诸葛', '东方', '皇甫'];
const GIVEN = [
  ...'子涵宇轩梓萱浩然欣怡雨桐博文思远嘉琪俊杰佳慧明哲晓雪天佑若曦志强丽娜建国海燕春生秋月冬梅夏阳安宁星辰一诺知行乐山清扬书瑶景行锦程云帆静姝望舒怀瑾初晴修远千寻长风砚青竹溪禾麦野穗朗润泽',
];
const RARE_GIVEN = ['䶮', '㛃', '𬱖', '堃', '喆', '犇', '翀', '昇'];
const FOREIGN_PARTS = [
  '阿丽娅',
  '卡尔萨',
  '米尔古',
  '萨比热',
  '图拉克',
  '其美多',
  '索南卡',
  '巴依尔',
  '娜菲莎',
  '吐尔曼',
];
const LATIN_SURNAMES = ['DEMOV', 'SAMPLESON', 'TESTARI', 'EXEMPLO', 'MUSTERMANN'];
const LATIN_GIVEN = ['ANNA MARIA', 'JEAN-LUC', 'OLGA', 'PETER', "SIOBHAN O'"];

/** Makes up a Chinese name; one in a hundred has a character that not every old system knows. */
export function chineseName(random: SeededRandom): string {
  const surname = random.chance(2) ? random.pick(DOUBLE_SURNAMES) : random.pick(SURNAMES);
  const second = random.chance(1) ? random.pick(RARE_GIVEN) : random.pick(GIVEN);
  return surname + second + (random.chance(75) ? random.pick(GIVEN) : '');
}

/** Makes up a transliterated name of two parts with a dot between. */
export function transliteratedName(random: SeededRandom): string {
  return `${random.pick(FOREIGN_PARTS)}·${random.pick(FOREIGN_PARTS)}`;
}

/** Makes up a name as a foreign passport has it. */
export function latinName(random: SeededRandom): string {
  return `${random.pick(LATIN_SURNAMES)} ${random.pick(LATIN_GIVEN)}`.replace(/'$/, "'NEIL");
}
