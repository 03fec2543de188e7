/**
 * E62xx in the words of each reader. `senior`: cause, next step, who helps, in sentences of at most 16 characters;
 * `assistant`: what to do at the terminal; `technician`: where to look.
 */
export const bankErrorTexts: Record<string, { senior: string; assistant: string; technician: string }> = {
  E6201: {
    senior: '银行网络现在没连上。请您坐着稍等一会儿。助老员会来帮您。',
    assistant: '银行系统没有连上。社保功能不受影响，可以照常办；银行账户改天办或到柜台办。',
    technician: '银行主机连接不上。检查网络、专线和对方服务；发件箱会自动查询结果。',
  },
  E6202: {
    senior: '银行那边还没有回信。请您坐着稍等一会儿。助老员会来帮您。',
    assistant: '银行还没有回复，账户是否激活未知。不要重复办理，不要告诉老人已办好或没办好，凭编号可以查询。',
    technician: '银行主机在时限内没有回复。发件箱只按原编号查询结果，不会再送密码。查看时限设置和对方日志。',
  },
  E6203: {
    senior: '银行的回信没看明白。请您坐着稍等一会儿。助老员会来帮您。',
    assistant: '银行的回复无法识别，账户是否激活未知。请到柜台核对，不要告诉老人已办好或没办好。',
    technician: '银行主机的回复不符合接口约定。日志里有不合格的字段名，请与对方核对接口版本。',
  },
  E6204: {
    senior: '这一步先停在这里。请您重新来一次。助老员会来帮您。',
    assistant: '本机不再等待银行的回复（例如老人已离开）。结果会自动查询。',
    technician: '终端取消了等待，属正常流程。如果经常出现，检查步骤时限。',
  },
  E6205: {
    senior: '这笔业务要核对一下。请您坐着稍等一会儿。助老员会来帮您。',
    assistant: '同一业务编号对应了不同内容，银行没有受理。请到柜台核对后办理。',
    technician: '幂等键已被不同内容使用，银行未作任何改动。这是程序缺陷，请保留账本并报修。',
  },
  E6206: {
    senior: '资料要核对一下。请您收好证件。助老员会来帮您。',
    assistant: '银行不接受这份资料的格式。请到柜台办理。',
    technician: '银行拒收请求的格式。核对接口版本、账号和手机号的格式。',
  },
  E6207: {
    senior: '银行资料现在读不出。请您坐着稍等一会儿。助老员会来帮您。',
    assistant: '本机内置的银行资料库不能用。请引导到柜台，并通知技术员。',
    technician: '内置银行的数据库文件不能用。查看 SQLite 代号，检查磁盘空间、权限和文件是否被占用。',
  },
  E6208: {
    senior: '银行没有收到密码。请您重新设一次密码。助老员会来帮您。',
    assistant: '银行打不开这次的密码数据，账户没有改动。请老人重新设一次；仍不行就到柜台办。',
    technician: '密码块的会话密钥银行不认：密钥过期、校验值不符或格式不同。核对密码键盘的密钥装载。',
  },
};
