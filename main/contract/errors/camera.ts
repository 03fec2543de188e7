/**
 * E3xxx in the words of the three people who read them. `senior`: short sentences, what happens and what to do;
 * `assistant`: what to check at the terminal; `technician`: the cause and where to look.
 */
export const cameraErrorTexts: Record<string, { senior: string; assistant: string; technician: string }> = {
  E3001: {
    senior: '拍照功能没有准备好。请您改用别的方式。助老员会来帮您。',
    assistant: '摄像头程序没有装好，今天无法刷脸。请改用其他核验方式，并通知技术员。',
    technician: '找不到采集程序 ffmpeg 或其无法运行。请安装 ffmpeg，或在配置中写明它的路径。',
  },
  E3002: {
    senior: '摄像头现在看不到您。请您稍等一下。助老员会来帮您。',
    assistant: '摄像头没有连上。请检查摄像头的连接线；插好后会自动恢复，仍不行请通知技术员。',
    technician: '摄像头设备不存在或打不开。请检查 USB 连接、设备路径和供电；程序会自动重试。',
  },
  E3003: {
    senior: '摄像头正忙。请您稍等一下。助老员会来帮您。',
    assistant: '摄像头被别的程序占用。请关闭其他使用摄像头的窗口；仍不行请通知技术员。',
    technician: '设备忙：另一个程序占用摄像头。请用 fuser 或 lsof 查找占用者。',
  },
  E3004: {
    senior: '拍照功能没有准备好。请您改用别的方式。助老员会来帮您。',
    assistant: '系统不允许使用摄像头。请改用其他核验方式，并通知技术员。',
    technician: '无权打开摄像头。请检查运行用户是否属于 video 组，以及系统的摄像头权限。',
  },
  E3005: {
    senior: '摄像头断开了。请您稍等一下。助老员会来帮您。',
    assistant: '摄像头中途断开。请检查连接线是否松动；插好后会自动恢复，仍不行请通知技术员。',
    technician: '画面流中断：摄像头被拔出或采集程序退出。请查看 cause 中的退出码和最后一行输出。',
  },
  E3006: {
    senior: '摄像头还没有画面。请您稍等一下。助老员会来帮您。',
    assistant: '摄像头打开了，但没有画面。请重新插拔一次；仍不行请通知技术员。',
    technician: '打开后在 firstFrame 时限内没有收到画面。请检查分辨率、帧率设置和 USB 带宽。',
  },
  E3007: {
    senior: '画面停住了。请您稍等一下。助老员会来帮您。',
    assistant: '摄像头不再送出画面，正在自动重启。超过一分钟未恢复请重新插拔，并通知技术员。',
    technician: '超过 frameGap 时限没有新画面。请检查 USB 供电、线缆，以及主机负载。',
  },
  E3008: {
    senior: '镜头被挡住了。请您移开挡住的东西。助老员可以帮您。',
    assistant: '画面全黑。请看镜头前有没有遮挡、镜头盖是否打开；仍不行请通知技术员。',
    technician: '画面持续全黑。镜头被遮、隐私盖关闭、曝光失效，或感光元件损坏。',
  },
  E3009: {
    senior: '画面停住了。请您稍等一下。助老员会来帮您。',
    assistant: '摄像头一直重复同一张画面，正在自动重启。未恢复请重新插拔，并通知技术员。',
    technician: '画面在 frozenAfter 时限内完全不变。摄像头固件卡死，或有人用静止图像替代画面。',
  },
  E3010: {
    senior: '画面不清楚。请您稍等一下。助老员会来帮您。',
    assistant: '摄像头送来的数据不正确，正在自动重启。请检查连接线；未恢复请通知技术员。',
    technician: '收到的字节不是图像。线缆干扰、格式设置错误，或固件故障；查看 cause 的最后一行。',
  },
  E3011: {
    senior: '画面有些慢。请您改用别的方式。助老员会来帮您。',
    assistant: '摄像头画面太慢，刷脸可能不成功。请改用其他核验方式，并通知技术员。',
    technician: '每秒画面数低于要求的八成。请检查 USB 带宽、自动曝光（光线过暗）和主机负载。',
  },
};
