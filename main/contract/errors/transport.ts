/**
 * What people read about E1xxx, the wire to a device. Senior: cause, next step, who helps, in sentences of at most 16
 * characters. Assistant: what to check. Technician: the cause and where to look.
 */
export const transportErrorTexts: Record<
  string,
  { readonly senior: string; readonly assistant: string; readonly technician: string }
> = {
  E1001: {
    senior: '有一个设备没有接好。请您稍等片刻。工作人员会来帮您。',
    assistant: '设备没有接上。请检查设备的电源和连接线，插好后一秒内自动恢复，办理进度不丢失。',
    technician: '端口不存在。检查设备是否通电、端口名称是否与配置一致、系统是否识别到串口转换器。',
  },
  E1002: {
    senior: '有一个设备正被占用。请您稍等片刻。工作人员会来帮您。',
    assistant: '设备被别的程序占用。请通知技术人员，客户可先到旁边窗口办理。',
    technician: '端口被其他程序独占。查找占用端口的进程并停止，确认没有重复启动本程序或厂商服务。',
  },
  E1003: {
    senior: '有一个设备还没准备好。请您稍等片刻。工作人员会来帮您。',
    assistant: '本机没有使用该设备的权限，现场无法解决。请通知技术人员，客户可先到旁边窗口办理。',
    technician: '没有打开端口的权限。把运行账户加入串口用户组，或检查设备权限规则。',
  },
  E1004: {
    senior: '有一个设备还没准备好。请您稍等片刻。工作人员会来帮您。',
    assistant: '设备打不开。请拔下设备的连接线，十秒后重新插好；仍不恢复请通知技术人员。',
    technician: '端口打开或设置速率不成功。检查串口驱动、线缆和端口参数，查看日志中的系统错误。',
  },
  E1005: {
    senior: '设备的连线松了。请您稍等片刻。工作人员会来帮您。',
    assistant: '设备断开。请插紧设备的连接线和电源，插好后一秒内自动恢复，办理进度不丢失。',
    technician: '设备被拔出或端口消失，程序正在自动重新打开。检查线缆、集线器供电和系统设备日志。',
  },
  E1006: {
    senior: '设备的连线不太稳。请您稍等片刻。工作人员会来帮您。',
    assistant: '数据没有送到设备。请插紧设备的连接线；反复出现请通知技术人员。',
    technician: '写端口不成功。多为线缆松动或转换器断电，检查线缆、供电和系统设备日志。',
  },
  E1007: {
    senior: '设备反应有点慢。请您稍等片刻。工作人员会来帮您。',
    assistant: '设备没有按时答复。请再试一次；反复出现请重启该设备并通知技术人员。',
    technician: '设备未在时限内答复。检查供电、线缆、速率和该设备的时限设置。',
  },
  E1008: {
    senior: '这一步已经停下。您可以重新开始。要帮忙，请按“找人帮忙”。',
    assistant: '操作被取消，设备正常。客户可以重新开始这一步。',
    technician: '操作被终端取消（离开、换步骤或停机）。无须处理。',
  },
  E1009: {
    senior: '设备正在重新连接。请您稍等片刻。工作人员会来帮您。',
    assistant: '设备正在重新连接。请等十秒再试；仍不恢复请检查连接线并通知技术人员。',
    technician: '端口已关闭时收到请求。设备重启或程序停机时正常；持续出现时查看设备状态记录。',
  },
};
