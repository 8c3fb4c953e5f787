// The studio's own words, in English and Chinese. What clients and programs say is theirs.

const ZH = {
  "Page": "页面", "first page": "首页", "Open again": "重新打开", "Fresh device": "全新设备",
  "Opens the program again; permissions stay": "重新打开程序，权限保留",
  "Opens the program on a device that nobody has used": "在全新的设备上打开程序",
  "Save as scenario": "存为场景", "Phones": "手机", "Tabs": "标签栏", "View": "视图", "Trace": "轨迹",
  "Differences": "差异", "Device": "设备", "Client": "客户端", "System": "系统", "Version": "版本",
  "newest": "最新", "Beside it": "并排", "nobody": "无", "Cancel": "取消", "Allow": "允许",
  "Deny": "拒绝", "Don't ask again": "不再询问", "Album": "相册", "Camera": "相机", "Done": "完成",
  "Original": "原图", "Take a photo": "拍照", "Record a video": "录像", "Seconds": "秒",
  "a generated picture": "生成的画面", "What the camera sees": "相机看到的画面",
  "A picture of your own …": "使用自己的图片…", "Add pictures …": "添加图片…",
  "Drop pictures here": "把图片拖到这里", "Nothing to pick": "没有可选的内容", "Region": "地区", "{0} of {1}": "{0} / {1}", "{0} picked": "已选 {0} 个", "Save": "保存",
  "Choose": "请选择", "Sound is recorded": "正在录音", "Let it run": "录下去", "A call comes in": "来电打断",
  "Settings": "设置", "Permissions": "权限", "album": "相册", "camera": "相机", "album_write": "存入相册",
  "microphone": "麦克风", "undetermined": "未询问", "allowed": "已允许", "denied": "已拒绝",
  "denied_forever": "已永久拒绝", "limited": "部分允许", "never asked for by this client": "此客户端从不询问",
  "Network": "网络", "Every address answers": "任何地址都有应答", "Offline": "离线", "Time": "时间",
  "{0} s pass": "过 {0} 秒", "{0} s": "{0} 秒", "wants to use: {0}": "想要使用：{0}", "Back": "返回", "Close": "关闭",
  "Previous": "上一张", "Next": "下一张", "starting …": "正在启动…",
  "The studio has ended": "工作室已结束", "Everything": "全部", "Calls": "调用", "User": "用户",
  "Files": "文件", "Problems": "问题", "Nothing happened yet: touch something": "还什么都没发生：点点看",
  "The two agree so far": "目前两边一致", "They agree, as far as they are compared": "就已比较的部分而言一致",
  "They differ": "两边不同", "{0} differs": "不同之处：{0}",
  "First difference": "第一处不同", "Why": "原因", "Both did": "两边做的事",
  "Choose a client beside it, and both answer to what you do": "选择并排的客户端，两边会响应同样的操作",
  "Not compared": "未比较", "Name": "名称", "written: {0}": "已写入：{0}", "where it is written": "出处",
  "documented": "文档", "typings": "类型声明", "observed": "实测", "assumed": "推测", "checked": "核对于",
  "The page is not drawn": "页面无法绘制", "Its handlers": "它的处理函数",
  "Added: {0}": "已添加：{0}", "no network here": "此处没有网络", "What is not known of this page": "此页面未知之处",
  "picture {0} of {1}": "第 {0} 张，共 {1} 张", "Notes": "说明",
  "A file that mediaglot scenario run and pytest take: what you did, the calls that were made, and what came of them.":
    "可由 mediaglot scenario run 和 pytest 运行的文件：你的操作、产生的调用以及结果。", "Photo": "图片", "Video": "视频", "image": "图片", "video": "视频",
  "what it did": "程序的行为", "what it did to the device": "对设备的操作", "a media call": "媒体调用",
  "what stands there": "页面上的内容", "its classes": "类名", "its attributes": "属性", "its data": "数据",
  "what it listens to": "监听的事件", 
  "This browser tells nothing of a frame without scripts: use Chromium or Firefox":
    "此浏览器无法操作不运行脚本的框架：请使用 Chromium 或 Firefox",
};

let zh = false;

/** Speak a language, by its tag. */
export function speak(language) {
  zh = /^zh\b/i.test(language);
  document.documentElement.lang = zh ? "zh-CN" : "en";
}

/** Know more words in Chinese: those that pages of traces have, too. */
export function learn(more) {
  Object.assign(ZH, more);
}

/** Whether Chinese is spoken. */
export function chinese() {
  return zh;
}

/** A text in the language that is spoken, with values in their places. */
export function w(text, ...values) {
  const found = (zh && ZH[text]) || text;
  return values.length === 0 ? found : found.replace(/\{(\d)\}/g, (_, at) => String(values[+at]));
}
