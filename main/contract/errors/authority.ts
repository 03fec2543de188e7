/**
 * E6xxx in the words of each reader. `senior`: cause, next step, who helps, in sentences of at most 16 characters;
 * `assistant`: what to do at the terminal; `technician`: where to look.
 */
export const authorityErrorTexts: Record<string, { senior: string; assistant: string; technician: string }> =
  {
    E6001: {
      senior: '社保网络现在没连上。请您坐着稍等一会儿。助老员会来帮您。',
      assistant: '社保网络没有连上。已提交的业务会自动补送，请安抚老人，必要时引导到人工窗口。',
      technician: '社保端连接不上。检查网络、专线和对方服务；发件箱会自动重试。',
    },
    E6002: {
      senior: '社保那边还没有回信。请您坐着稍等一会儿。助老员会来帮您。',
      assistant: '社保端还没有回复。不要重复办理，系统会用同一编号自动补送，不会办两次。',
      technician: '社保端在时限内没有回复，是否已受理未知。发件箱用同一幂等键重送，查看时限设置和对方日志。',
    },
    E6003: {
      senior: '社保的回信没看明白。请您坐着稍等一会儿。助老员会来帮您。',
      assistant: '社保端的回复无法识别，结果未知。请引导到人工窗口核对，不要告诉老人已办好或没办好。',
      technician: '社保端的回复不符合接口约定。日志里有不合格的字段名，请与对方核对接口版本。',
    },
    E6004: {
      senior: '这一步先停在这里。请您重新来一次。助老员会来帮您。',
      assistant: '本机不再等待社保端的回复（例如老人已离开）。已提交的业务仍会自动补送。',
      technician: '终端取消了等待，属正常流程。如果经常出现，检查步骤时限。',
    },
    E6005: {
      senior: '这笔业务要核对一下。请您坐着稍等一会儿。助老员会来帮您。',
      assistant: '同一业务编号对应了不同内容，社保端没有受理。请到人工窗口核对后办理。',
      technician: '幂等键已被不同内容使用，社保端未作任何改动。这是程序缺陷，请保留账本并报修。',
    },
    E6006: {
      senior: '资料要核对一下。请您收好证件。助老员会来帮您。',
      assistant: '社保端不接受这份资料的格式。请到人工窗口办理。',
      technician: '社保端拒收请求的格式。核对接口版本、证件号码格式和业务字段。',
    },
    E6007: {
      senior: '社保资料现在读不出。请您坐着稍等一会儿。助老员会来帮您。',
      assistant: '本机内置的社保资料库不能用。请引导到人工窗口，并通知技术员。',
      technician: '内置社保库的数据库文件不能用。查看 SQLite 代号，检查磁盘空间、权限和文件是否被占用。',
    },
    E6008: {
      senior: '这台机器还没设置好。请您到旁边的窗口办。助老员会来帮您。',
      assistant: '认证规则文件有误，本机不能办理。请引导到人工窗口，并通知技术员。',
      technician: '规则文件不合格，日志里有字段名。按 docs/authority.md 修改后重新启动。',
    },
  };
