import "@hotwired/turbo"
import { Application } from "@hotwired/stimulus"
import { Autosubmit } from "./autosubmit"
import { Chart } from "./chart"
import { Coach } from "./coach"
import { Composer } from "./composer"
import { Copy } from "./copy"
import { Desk } from "./desk"
import { Dialog } from "./dialog"
import { Dismiss } from "./dismiss"
import { Drawer } from "./drawer"
import { Heartbeat } from "./heartbeat"
import { Insert } from "./insert"
import { Live } from "./live"
import { Menu } from "./menu"
import { Narrow } from "./narrow"
import { Palette } from "./palette"
import { Passkey } from "./passkey"
import { Pick } from "./pick"
import { Print } from "./print"
import { Recorder } from "./recorder"
import { ScrollEnd } from "./scroll-end"
import { Sheet } from "./sheet"
import { Shortcuts } from "./shortcuts"
import { Survey } from "./survey"
import { Theme } from "./theme"
import { TimeAgo } from "./timeago"
import { Toast } from "./toast"
import { Upload } from "./upload"
import { keepWhatTheReaderDid } from "./morph"
import { tellTimeZone } from "./zone"

const app = Application.start()
const controllers = {
  autosubmit: Autosubmit, chart: Chart, coach: Coach, composer: Composer, copy: Copy, desk: Desk, dialog: Dialog, dismiss: Dismiss, drawer: Drawer,
  heartbeat: Heartbeat, insert: Insert, live: Live, menu: Menu, narrow: Narrow, palette: Palette, passkey: Passkey, pick: Pick, print: Print, recorder: Recorder, "scroll-end": ScrollEnd, sheet: Sheet, shortcuts: Shortcuts, survey: Survey, theme: Theme, timeago: TimeAgo,
  toast: Toast, upload: Upload,
}
for (const [name, controller] of Object.entries(controllers)) app.register(name, controller)

keepWhatTheReaderDid()
tellTimeZone()
