/** GB/T 3304, codes 01 to 56 in order. Vendors put further entries at 57 and above; those are no standard. */
const nations =
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 ' +
  '达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺';
const nationWords = new Map(
  nations.split(' ').map((word, index) => [String(index + 1).padStart(2, '0'), word] as const),
);
nationWords.set('97', '其他');
nationWords.set('98', '外国血统中国籍人士');

const sexWords: Readonly<Record<string, string>> = { 0: '未知', 1: '男', 2: '女', 9: '未说明' };

/** Nation as printed on the card (GB/T 3304), or undefined for a code that the standard does not have. */
export const nationName = (code: string): string | undefined => nationWords.get(code);

/** Sex as printed on the card (GB/T 2261.1). */
export const sexName = (code: string): string | undefined => sexWords[code];
