/**
 * What people read about E27xx, the scanner of QR codes. Senior: cause, next step, who helps, in sentences of at most 16
 * characters. Assistant: what to check. Technician: the cause and where to look.
 */
export const codeScannerErrorTexts: Record<
  string,
  { readonly senior: string; readonly assistant: string; readonly technician: string }
> = {
  E2701: {
    senior: '扫码口正在准备。请您稍等片刻。工作人员会来帮您。',
    assistant: '扫码器还没有启动完成。请等十秒再试；仍不恢复请通知技术人员，客户可改用实体卡。',
    technician: '设备未打开、已关闭或没有配置时收到请求。查看配置和设备状态记录。',
  },
  E2702: {
    senior: '二维码没有读清楚。请您再对准一次。工作人员会来帮您。',
    assistant: '扫到的内容不完整或有杂讯。请客户把手机屏幕调亮，正对扫码口再扫一次。',
    technician:
      '扫码器送来不属于码内容的按键或字节。键盘型检查是否设为美式键盘布局、是否关闭功能键和控制字符输出。',
  },
  E2703: {
    senior: '二维码只读到一半。请您再对准一次。工作人员会来帮您。',
    assistant: '扫码中途断开。请客户拿稳手机再扫一次；反复出现请插紧扫码器的连接线。',
    technician:
      '码在结束符之前中断。检查扫码器的结束符设置（回车或制表）与配置是否一致，必要时放宽间隔时限。',
  },
  E2704: {
    senior: '这个二维码不对。请打开电子社保卡的码。工作人员会来帮您。',
    assistant: '扫到的码过长，不是电子社保卡的码。请帮客户打开电子社保卡再扫。',
    technician: '码长超过配置的上限。确认客户出示的码种，必要时调整最长字符数。',
  },
  E2705: {
    senior: '还没有看到二维码。请您再对准一次。工作人员会来帮您。',
    assistant: '时限内没有扫到码。请帮客户打开电子社保卡、调亮屏幕，放在扫码口前十厘米处。',
    technician: '时限内没有收到任何码。检查扫码器是否亮灯、是否处于感应模式、镜面是否脏污。',
  },
  E2706: {
    senior: '扫码口的连线松了。请您稍等片刻。工作人员会来帮您。',
    assistant: '扫码时扫码器断开。请插紧连接线，插好后一秒内自动恢复，再请客户扫一次。',
    technician: '等待扫码时设备被拔出或消失，程序正在自动重新打开。检查线缆、集线器供电和系统设备日志。',
  },
  E2707: {
    senior: '扫码口还没准备好。请您稍等片刻。工作人员会来帮您。',
    assistant: '扫码器的工作方式与设置不符，现场无法解决。请通知技术人员，客户可改用实体卡。',
    technician: '设备的报告描述符不是配置的类型。用厂家设置码切换为键盘或 HID-POS 方式，或修改设备描述文件。',
  },
};
