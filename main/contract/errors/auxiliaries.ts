/**
 * What people read about E29xx, the lights and the sensor for persons. Senior: cause, next step, who helps, in sentences of at
 * most 16 characters. Assistant: what to check. Technician: the cause and where to look.
 */
export const auxiliaryErrorTexts: Record<
  string,
  { readonly senior: string; readonly assistant: string; readonly technician: string }
> = {
  E2901: {
    senior: '指示灯正在准备。不影响您办理业务。要帮忙，请按“找人帮忙”。',
    assistant: '指示灯或感应器还没有启动完成，业务可以照常办理。仍不恢复请通知技术人员。',
    technician: '设备未打开、已关闭或没有配置时收到请求。查看配置和设备状态记录。',
  },
  E2902: {
    senior: '有一个指示灯没有接。不影响您办理业务。要帮忙，请按“找人帮忙”。',
    assistant: '这个位置没有配置指示灯，业务可以照常办理。请口头告诉客户放卡的位置。',
    technician: '配置中没有为该灯指定继电器。在设备配置里补上灯与继电器编号的对应。',
  },
  E2903: {
    senior: '有一个指示灯不亮。不影响您办理业务。要帮忙，请按“找人帮忙”。',
    assistant: '指示灯没有按要求亮灭，业务可以照常办理。请口头告诉客户放卡的位置，并通知技术人员。',
    technician: '继电器板回报的状态与命令不符。检查继电器寿命、供电和接线，必要时更换继电器板。',
  },
  E2904: {
    senior: '指示灯还没准备好。不影响您办理业务。要帮忙，请按“找人帮忙”。',
    assistant: '指示灯板或感应器的型号与设置不符，业务可以照常办理。请通知技术人员。',
    technician:
      '设备应答的格式不是配置的类型。核对型号、端口和波特率（LD2410 为 256000），或修改设备描述文件。',
  },
  E2905: {
    senior: '感应器正在恢复。不影响您办理业务。要帮忙，请按“找人帮忙”。',
    assistant: '人体感应器没有数据，业务可以照常办理。请检查感应器的连接线；仍不恢复请通知技术人员。',
    technician: '感应器没有上报数据。检查供电、收发线是否接反、波特率，查看跟踪记录中损坏帧的数量。',
  },
};
