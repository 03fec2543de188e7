/**
 * E63xx in the words of each reader. The import is a technician's work at the command line; only E6308 can be met at the
 * terminal. `senior`: cause, next step, who helps, in sentences of at most 16 characters.
 */
const atTheWindow = '这台机器正在整理资料。请您到旁边的窗口办。助老员会来帮您。';

export const sealedListErrorTexts: Record<string, { senior: string; assistant: string; technician: string }> =
  {
    E6301: {
      senior: atTheWindow,
      assistant: '封存卡名单没有导入，原来的名单还在用。请通知技术员。',
      technician: '名单文件打不开。核对路径和权限；U 盘上的文件请先拷到本机再导入。',
    },
    E6302: {
      senior: atTheWindow,
      assistant: '封存卡名单没有导入，原来的名单还在用。请通知技术员。',
      technician: '名单不是 CSV 或 XLSX。老式 .xls 或加了密码的表格，请在表格软件里另存为 .xlsx 再导入。',
    },
    E6303: {
      senior: atTheWindow,
      assistant: '封存卡名单没有导入，原来的名单还在用。请通知技术员。',
      technician: '名单文件损坏或没有传完整。请重新拷贝一份，核对大小后再导入。原名单没有改动。',
    },
    E6304: {
      senior: atTheWindow,
      assistant: '封存卡名单没有导入，原来的名单还在用。请通知技术员。',
      technician: '前二十行里没有“社会保障号码”或“卡号”这样的列名。按 docs/sealed-cards.md 核对表头。',
    },
    E6305: {
      senior: atTheWindow,
      assistant: '封存卡名单没有导入，原来的名单还在用。请通知技术员。',
      technician: '名单里没有一行可用。空名单会让所有封存卡变成可用，所以不导入。请与社保局核对文件。',
    },
    E6306: {
      senior: atTheWindow,
      assistant: '封存卡名单没有导入，原来的名单还在用。请通知技术员。',
      technician:
        '不合格的行比合格的行多。多半是号码列存成了数字，请对方改成“文本”格式重新导出。报告里有每一行的原因。',
    },
    E6307: {
      senior: atTheWindow,
      assistant: '封存卡名单的导入中途停了，原来的名单还在用。请通知技术员。',
      technician: '导入被中断，原名单没有改动。重新运行即可。',
    },
    E6308: {
      senior: atTheWindow,
      assistant: '封存卡名单读不出，本机不能办社保卡。请引导到人工窗口，并通知技术员。',
      technician: '名单库文件不能用。查看 SQLite 代号，检查磁盘空间和权限；重新导入一次名单即可重建。',
    },
    E6309: {
      senior: atTheWindow,
      assistant: '封存卡名单没有导入，原来的名单还在用。请通知技术员。',
      technician: '报告文件写不进去。换一个 --report 路径，或检查磁盘空间和权限。',
    },
  };
