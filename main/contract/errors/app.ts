import type { AppErrorCode } from './app-codes.ts';

/**
 * What people read about E9xxx. Senior: what happens now and who helps, sentences of at most 16 characters. Assistant:
 * what to check. Technician: the cause and where to look.
 */
export const appErrorTexts: Readonly<
  Record<AppErrorCode, { readonly senior: string; readonly assistant: string; readonly technician: string }>
> = {
  E9001: {
    senior: '机器刚才停了一下。请您稍等，马上接着办。如需帮助，请按求助。',
    assistant:
      '后台程序重启，几秒内自动恢复。办理进度不丢失。恢复后请客户继续；一分钟内重复出现请通知技术人员。',
    technician:
      '工作进程在调用中退出。查看日志 worker-lost 的 reason、exitCode、signal 和 worker-output 的末行。',
  },
  E9002: {
    senior: '机器正在恢复。请您稍等片刻。如需帮助，请按求助。',
    assistant: '后台程序正在重启。请等十秒再试；仍不恢复时请改用人工办理，并通知技术人员。',
    technician: '工作进程在时限内没有启动完成。查看 worker-state；慢启动多为磁盘或模型文件问题。',
  },
  E9003: {
    senior: '这台机器需要检修。请您不要着急。工作人员来帮您办。',
    assistant: '设备服务连续重启失败，已停用。请引导客户到柜台或另一台终端办理，并通知技术人员。',
    technician:
      '重启次数用尽（默认六十秒五次），之后每三十秒慢速重试一次。查看 worker-lost 和 worker-output，修复后自动恢复。',
  },
  E9004: {
    senior: '机器反应有点慢。请您稍等，我再试一次。如需帮助，请按求助。',
    assistant: '后台操作超时。请客户再试一次；反复出现请通知技术人员。',
    technician: '工作进程未在时限内答复。检查处理器负载、设备连线和该设备的时限设置。',
  },
  E9005: {
    senior: '这一步已经停下。您可以重新开始。如需帮助，请按求助。',
    assistant: '操作被取消，不是故障。客户可以重新开始这一步。',
    technician: '调用被终端取消（离开、超时或停机）。无须处理。',
  },
  E9006: {
    senior: '机器出了点小毛病。请您再试一次。如需帮助，请按求助。',
    assistant: '后台程序出现意外错误。请再试一次；再次出现请改用人工办理，并通知技术人员。',
    technician: '工作进程中有程序缺陷，出错位置在日志 worker-output 中。请连同日志报告开发方。',
  },
  E9007: {
    senior: '机器出了点小毛病。请您再试一次。如需帮助，请按求助。',
    assistant: '后台答复无法识别。请再试一次；再次出现请通知技术人员。',
    technician: '工作进程的答复不符合约定，已丢弃（worker-garbage）。检查程序各部分的版本是否一致。',
  },
  E9020: {
    senior: '屏幕正在恢复。请您稍等片刻。如需帮助，请按求助。',
    assistant: '屏幕发来的信息无法识别，已拒绝。屏幕会自动重新连接；反复出现请通知技术人员。',
    technician:
      '屏幕消息不符合约定，连接已关闭（screen-refused）。检查屏幕文件与程序版本，排除外来程序访问。',
  },
  E9021: {
    senior: '屏幕正在恢复。请您稍等片刻。如需帮助，请按求助。',
    assistant: '触摸信号过多，可能是触摸屏有水或污渍。请擦干屏幕后再试。',
    technician: '屏幕消息过密，连接已关闭。检查触摸屏的误触、接地和外接键盘。',
  },
  E9030: {
    senior: '屏幕刚才闪了一下。您可以接着办。如需帮助，请按求助。',
    assistant: '屏幕程序重启并回到原来的步骤。客户可以继续。',
    technician: '显示窗口崩溃或无响应，已重新载入（screen-window）。反复出现时检查显卡驱动和内存。',
  },
  E9031: {
    senior: '这台机器需要检修。请您不要着急。工作人员来帮您办。',
    assistant: '屏幕程序连续崩溃。请引导客户到柜台办理，并通知技术人员。',
    technician: '显示窗口的重启次数用尽。检查显卡驱动、内存和磁盘，然后重启终端。',
  },
  E9032: {
    senior: '这台机器还没准备好。请您到旁边窗口办理。工作人员会帮您。',
    assistant: '终端没有可用的浏览器，屏幕无法打开。请通知技术人员。',
    technician: '没有找到 Chromium。安装系统软件包 chromium，或在配置中写明程序路径。',
  },
  E9033: {
    senior: '这台机器还没准备好。请您到旁边窗口办理。工作人员会帮您。',
    assistant: '终端程序可能已经打开了一份。请通知技术人员。',
    technician: '本机端口被占用。关闭另一份程序，或在配置中换一个端口。',
  },
  E9034: {
    senior: '这台机器还没准备好。请您到旁边窗口办理。工作人员会帮您。',
    assistant: '终端的屏幕文件不完整。请通知技术人员。',
    technician: '缺少 dist/renderer。运行 npm run build，或重新安装程序包。',
  },
  E9040: {
    senior: '这台机器还没准备好。请您到旁边窗口办理。工作人员会帮您。',
    assistant: '终端配置有误，不能启动。请通知技术人员。',
    technician: '配置文件无效，出错的项目在日志 configuration-refused 中。',
  },
  E9041: {
    senior: '这台机器还没准备好。请您到旁边窗口办理。工作人员会帮您。',
    assistant: '终端配置中有模拟部件，正式环境不允许使用。请通知技术人员。',
    technician:
      '正式配置中出现模拟设备、模拟活体设置或内置社保端（authority）。改为真实的再启动；接人社系统的适配器本程序还没有。',
  },
  E9050: {
    senior: '机器里面停了一下。请您先坐一会儿。工作人员会来帮您。',
    assistant: '终端程序出现意外，这位客户请改由人工办理，并通知技术人员。',
    technician: '核心程序有缺陷。查看日志 program-bug，附诊断包上报。',
  },
};
