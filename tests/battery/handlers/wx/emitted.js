//# optional-call-emitted
"use strict";
var _a, _b;
Page({ go: function () { var _this = this; (_b = (_a = wx).chooseMedia) === null || _b === void 0 ? void 0 : _b.call(_a, { count: 1, mediaType: ['image'], success: function (r) { return _this.setData({ p: r.tempFiles[0].tempFilePath }); } }); } });

//# optional-global-emitted
"use strict";
Page({ go: function () { var _this = this; wx === null || wx === void 0 ? void 0 : wx.chooseImage({ count: 1, success: function (r) { return _this.setData({ p: r.tempFilePaths[0] }); } }); } });

//# nullish-emitted
"use strict";
function pick(count, cb) { wx.chooseImage({ count: count !== null && count !== void 0 ? count : 3, success: function (r) { return cb(r.tempFilePaths.length); } }); }
Page({ go: function () { var _this = this; pick(undefined, function (n) { return _this.setData({ n: n }); }); } });

//# awaiter-emitted
"use strict";
var __awaiter = (this && this.__awaiter) || function (thisArg, _arguments, P, generator) {
  return new (P || (P = Promise))(function (resolve, reject) {
    function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
    function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
    function step(result) { result.done ? resolve(result.value) : new P(function (r) { r(result.value); }).then(fulfilled, rejected); }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
Page({
  go() {
    return __awaiter(this, void 0, void 0, function* () {
      try {
        const res = yield wx.chooseImage({ count: 1 });
        this.setData({ p: res.tempFilePaths[0] });
      } catch (err) {
        this.setData({ c: err.errMsg.indexOf('cancel') > -1 });
      }
    });
  }
});

//# spread-emitted
"use strict";
var __assign = Object.assign;
function choose(options) { return new Promise(function (resolve, reject) { return wx.chooseImage(__assign(__assign({}, options), { success: resolve, fail: reject })); }); }
Page({ go: function () { var _this = this; choose({ count: 2 }).then(function (r) { return _this.setData({ n: r.tempFilePaths.length }); }, function (e) { return _this.setData({ c: e.errMsg.indexOf('cancel') > -1 }); }); } });

//# destructuring-emitted
"use strict";
Page({ go: function () { var _this = this; wx.chooseMedia({ count: 1, mediaType: ['image'], success: function (_a) { var tempFiles = _a.tempFiles; var _b = tempFiles[0], tempFilePath = _b.tempFilePath, size = _b.size; _this.setData({ tempFilePath: tempFilePath, size: size }); } }); } });

//# helper-emitted
"use strict";
function _slicedToArray(arr, i) { return arr.slice(0, i); }
Page({ go: function go() { var _this = this; wx.chooseImage({ count: 2, success: function success(_ref) { var tempFilePaths = _ref.tempFilePaths; var _tempFilePaths = _slicedToArray(tempFilePaths, 1), first = _tempFilePaths[0]; _this.setData({ first: first }); } }); } });

//# comma-import-emitted
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.pick = void 0;
const pick = (count) => wx.chooseImage({ count });
exports.pick = pick;
Page({ go() { (0, exports.pick)(1).then(r => this.setData({ p: r.tempFilePaths[0] })).catch(() => this.setData({ p: '' })) } });
