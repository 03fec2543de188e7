import type { VoiceErrorCode } from './voice-codes.ts';

/**
 * What people read about E8xxx. Senior: what happens now and who helps, sentences of at most 16 characters. Assistant:
 * what to check. Technician: the cause and where to look.
 */
export const voiceErrorTexts: Readonly<
  Record<VoiceErrorCode, { readonly senior: string; readonly assistant: string; readonly technician: string }>
> = {
  E8001: {
    senior: '今天没有语音。请您看屏幕上的大字。工作人员可以读给您听。',
    assistant:
      '终端没有语音，字幕照常显示，业务照常办理。视力不好的客户请您陪同并读给他听，同时通知技术人员。',
    technician:
      '语音目录里没有 manifest.json。运行 scripts/make-voice-clips.ts 或安装录音包，然后重启终端程序。',
  },
  E8002: {
    senior: '今天没有语音。请您看屏幕上的大字。工作人员可以读给您听。',
    assistant:
      '终端没有语音，字幕照常显示，业务照常办理。视力不好的客户请您陪同并读给他听，同时通知技术人员。',
    technician: 'manifest.json 不是合法内容，原因见消息。重新生成或重新安装语音包。',
  },
  E8003: {
    senior: '这一步没有语音。请您看屏幕上的大字。工作人员可以读给您听。',
    assistant: '个别步骤没有语音，字幕照常显示。请您留意需要朗读的客户，并通知技术人员。',
    technician: '消息里列出的提示没有语音片段。补录这些提示，或重新运行 scripts/make-voice-clips.ts。',
  },
  E8004: {
    senior: '这一步没有语音。请您看屏幕上的大字。工作人员可以读给您听。',
    assistant: '个别步骤的文字更新了，语音还没有更新，先不播放。请您留意需要朗读的客户。',
    technician:
      '消息里列出的片段与现行文字不一致，已停用。重录这些提示，或重新运行 scripts/make-voice-clips.ts。',
  },
  E8005: {
    senior: '这一步没有语音。请您看屏幕上的大字。工作人员可以读给您听。',
    assistant: '个别语音文件损坏，字幕照常显示，业务照常办理。请通知技术人员。',
    technician: '消息里列出的片段缺失，或 sha256 与清单不符，已停用。重新安装语音包；反复出现时检查磁盘。',
  },
  E8006: {
    senior: '这台机器正在试用语音。请您看屏幕上的大字。工作人员可以读给您听。',
    assistant: '现在播放的是机器合成的开发用语音，不是正式录音。请通知技术人员安装正式语音包。',
    technician: '语音清单 purpose 为 development。按录音表录制后，以 purpose 为 recorded 的清单替换。',
  },
  E8101: {
    senior: '凭条这次没有打出来。办的结果不受影响。请您找工作人员补一张。',
    assistant: '凭条内容无法排版，业务结果已经保存。请记下屏幕上的编号，交给客户，并通知技术人员。',
    technician: '凭条内容超出打印任务的限制，原因见消息。核对机构名称、电话和编号的长度。',
  },
};
