/**
 * E5xxx in the words of the three people who read them. `senior`: short sentences, what happens and what to do;
 * `assistant`: what to check at the terminal; `technician`: the cause and where to look.
 */
const notReady = '核对这一步没有准备好。请您先坐一会儿。工作人员会来帮您办。';
const onceMore = '刚才没看清您。请您再看看镜头。工作人员会来帮您。';
const veinNotReady = '指静脉还没有准备好。您可以改用刷脸。工作人员会来帮您。';
const veinOnceMore = '刚才没有看清手指。请您再放一次手指。工作人员会来帮您。';
const veinByFace = '这次手指没法核对。您可以改用刷脸。工作人员会来帮您。';
const byStaff = '照片还要人工看一看。请您先坐一会儿。工作人员会来帮您办。';

export const visionErrorTexts: Readonly<
  Record<string, { readonly senior: string; readonly assistant: string; readonly technician: string }>
> = {
  E5001: {
    senior: notReady,
    assistant: '人脸核对没有装好，今天请改用人工核验，并通知技术员。',
    technician: '缺少模型权重。请运行 node scripts/materialise-models.ts 后重启。',
  },
  E5002: {
    senior: notReady,
    assistant: '人脸核对的文件被改动过，今天请改用人工核验，并通知技术员。',
    technician: '模型权重的 sha256 与 models/manifest.ts 不符。请删除 models/*/weights 后重新生成。',
  },
  E5003: {
    senior: notReady,
    assistant: '人脸核对无法启动，今天请改用人工核验，并通知技术员。',
    technician: '推理引擎拒绝加载模型。请检查 onnxruntime-node 的版本和本机指令集。',
  },
  E5004: {
    senior: onceMore,
    assistant: '人脸核对中途停了一下，请客户再试一次；仍不行请改用人工核验，并通知技术员。',
    technician: '模型运行出错，多为内存不足。请查看 vision 进程的内存和日志。',
  },
  E5101: {
    senior: onceMore,
    assistant: '画面数据不完整，请客户再试一次；反复出现请通知技术员。',
    technician: '图像字节无法解码。请检查摄像头线缆；若是档案照片，请核对其来源文件。',
  },
  E5102: {
    senior: byStaff,
    assistant: '档案照片里找不到人脸，请改用人工核验，并登记更换照片。',
    technician: '参考照片中没有检出人脸。请查看照片方向、大小和清晰度。',
  },
  E5103: {
    senior: byStaff,
    assistant: '档案照片太小，无法比对，请改用人工核验，并登记重新采集。',
    technician: '参考照片中两眼间距不足。请要求社保端提供更大的照片，或重新采集。',
  },
  E5104: {
    senior: byStaff,
    assistant: '留存的人脸特征版本不同，请改用人工核验，并登记重新采集。',
    technician: '特征由另一个模型生成（模型编号或 sha256 不同），需要重新采集。',
  },
  E5105: {
    senior: byStaff,
    assistant: '留存的人脸特征损坏，请改用人工核验，并登记重新采集。',
    technician: '特征数据校验不通过。请检查台账文件，并重新采集。',
  },
  E5201: {
    senior: notReady,
    assistant: '人脸核对暂时用不了，请改用人工核验，并通知技术员。',
    technician: '核心进程发给 vision 进程的请求格式不对，多为版本不一致。请重新安装整个程序。',
  },
  E5202: {
    senior: onceMore,
    assistant: '人脸核对刚刚重新启动，请客户再试一次；反复出现请通知技术员。',
    technician: '没有这个编号的核对任务：vision 进程刚重启过。查看日志 worker-lost。',
  },
  E5203: {
    senior: onceMore,
    assistant: '上一次核对还没结束，请客户再试一次；反复出现请通知技术员。',
    technician: '同一编号的核对任务已在运行。属程序缺陷，请附日志上报。',
  },
  E5211: {
    senior: veinNotReady,
    assistant: '指静脉核对正在启动，请稍等再试；一直不行请改用刷脸，并通知技术员。',
    technician: 'vision 进程还没有收到特征密钥。请查看日志中的 E7007 和 worker-lost。',
  },
  E5212: {
    senior: veinByFace,
    assistant: '这位客户登记的特征打不开，请改用刷脸，并请客户重新登记。',
    technician: '封存的特征无法解封：记录被改动、被挪用，或平台密钥换过。请检查台账文件和密钥文件。',
  },
  E5213: {
    senior: veinByFace,
    assistant: '登记时用的是另一种指静脉仪，请改用刷脸，并请客户重新登记。',
    technician: '特征来自另一型号或另一种取景设置的指静脉仪，不能比对，需要重新登记。',
  },
  E5214: {
    senior: veinOnceMore,
    assistant: '指静脉核对刚刚重新启动，请客户再放一次手指；反复出现请通知技术员。',
    technician: '没有这个编号的指静脉核对：vision 进程刚重启过。查看日志 worker-lost。',
  },
  E5215: {
    senior: veinOnceMore,
    assistant: '上一次指静脉核对还没结束，请客户再放一次手指；反复出现请通知技术员。',
    technician: '同一编号的指静脉核对已在运行。属程序缺陷，请附日志上报。',
  },
  E5216: {
    senior: veinByFace,
    assistant: '指静脉仪给的画面不完整，请改用刷脸，并通知技术员。',
    technician: '画面的字节数与宽高不符。请检查指静脉仪的固件、线缆和 fingerVein 配置。',
  },
  E5301: {
    senior: notReady,
    assistant: '测评文件读不到，这不影响客户办理，请通知技术员。',
    technician: '文件不存在或没有读取权限。请检查命令行给出的路径。',
  },
  E5302: {
    senior: notReady,
    assistant: '测评文件格式不对，这不影响客户办理，请通知技术员。',
    technician: '配对文件的每一行应为 a,b,1 或 a,b,0。请按提示的行号修改。',
  },
  E5303: {
    senior: notReady,
    assistant: '测评样本不够，这不影响客户办理，请通知技术员。',
    technician: '至少需要一对同人和一对异人，且都能检出人脸。',
  },
};
