import { Controller } from "@hotwired/stimulus"
import { wave } from "./wave"

// hertz: what the server takes
const highestRate = 48_000

/**
 * Records the microphone as it is and hands it in with the form, as a WAV file in the form's file field: what a browser compresses cannot be measured well.
 * Without script, or without a microphone, the field takes a file from elsewhere. Targets: panel, button, label, level, clock, discard, status, file.
 */
export class Recorder extends Controller<HTMLFormElement> {
  static override targets = ["panel", "button", "label", "level", "clock", "discard", "status", "file"]
  static override values = { limit: Number, worklet: String, start: String, stop: String, asking: String, on: String, soon: String, sending: String, denied: String, discarded: String }
  declare readonly hasPanelTarget: boolean
  declare readonly panelTarget: HTMLElement
  declare readonly buttonTarget: HTMLButtonElement
  declare readonly labelTarget: HTMLElement
  declare readonly levelTarget: HTMLElement
  declare readonly clockTarget: HTMLElement
  declare readonly discardTarget: HTMLButtonElement
  declare readonly statusTarget: HTMLElement
  declare readonly fileTarget: HTMLInputElement
  declare readonly limitValue: number
  declare readonly workletValue: string
  declare readonly startValue: string
  declare readonly stopValue: string
  declare readonly askingValue: string
  declare readonly onValue: string
  declare readonly soonValue: string
  declare readonly sendingValue: string
  declare readonly deniedValue: string
  declare readonly discardedValue: string

  private microphone?: MediaStream | undefined
  private sound?: AudioContext | undefined
  private pieces: Float32Array[] = []
  private samples = 0
  private isAsking = false

  override connect(): void {
    if (this.hasPanelTarget && typeof AudioWorkletNode !== "undefined" && "mediaDevices" in navigator) this.panelTarget.hidden = false
  }

  override disconnect(): void {
    this.silence()
  }

  async toggle(): Promise<void> {
    if (this.isAsking) return
    if (this.sound) return this.handIn()
    this.isAsking = true
    this.say(this.askingValue)
    try {
      // Whatever would even out the voice is switched off: its loudness is to be measured.
      this.microphone = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false } })
      if (this.isGone) return this.silence()
      await this.listen(this.microphone)
    } catch {
      this.silence()
      this.say(this.deniedValue) // no microphone, no permission, or no sound on this machine: the file field is there
    } finally {
      this.isAsking = false
    }
  }

  discard(): void {
    this.silence()
    this.say(this.discardedValue)
    this.buttonTarget.focus()
  }

  // Whoever has left the page while the browser asked is not listened to.
  private get isGone(): boolean {
    return !this.element.isConnected
  }

  private async listen(microphone: MediaStream): Promise<void> {
    let sound = new AudioContext()
    if (sound.sampleRate > highestRate) {
      await sound.close()
      sound = new AudioContext({ sampleRate: highestRate })
    }
    this.sound = sound
    await sound.audioWorklet.addModule(this.workletValue)
    if (this.isGone) return this.silence()
    ;[this.pieces, this.samples] = [[], 0]
    const ear = new AudioWorkletNode(sound, "microphone", { numberOfOutputs: 0 })
    ear.port.onmessage = (event: MessageEvent<Float32Array>) => this.take(event.data)
    sound.createMediaStreamSource(microphone).connect(ear)
    await sound.resume()
    this.element.classList.add("vc-on")
    this.buttonTarget.setAttribute("aria-pressed", "true")
    this.labelTarget.textContent = this.stopValue
    this.discardTarget.hidden = false
    this.say(this.onValue)
  }

  private take(piece: Float32Array): void {
    if (!this.sound) return
    const before = this.left
    this.pieces.push(piece)
    this.samples += piece.length
    const power = piece.reduce((sum, sample) => sum + sample * sample, 0) / piece.length
    const level = Math.max(0, Math.min(1, 1 + Math.log10(power + 1e-9) / 6)) // 60 dB from end to end
    this.levelTarget.style.inlineSize = `${Math.round(level * 100)}%`
    this.show()
    if (this.left === 10 && before > 10) this.say(this.soonValue)
    if (this.left === 0) this.handIn()
  }

  private get left(): number {
    return Math.max(0, Math.ceil(this.limitValue - this.samples / (this.sound?.sampleRate ?? 1)))
  }

  private show(): void {
    this.clockTarget.textContent = `${Math.floor(this.left / 60)}:${String(this.left % 60).padStart(2, "0")}`
  }

  private handIn(): void {
    if (!this.sound) return
    const file = new File([wave(this.pieces, this.sound.sampleRate)], "recording.wav", { type: "audio/wav" })
    this.silence()
    const files = new DataTransfer()
    files.items.add(file)
    this.fileTarget.files = files.files
    this.say(this.sendingValue)
    this.buttonTarget.disabled = true
    this.element.requestSubmit()
  }

  private silence(): void {
    this.microphone?.getTracks().forEach((track) => track.stop())
    void this.sound?.close()
    this.microphone = this.sound = undefined
    ;[this.pieces, this.samples] = [[], 0]
    if (!this.hasPanelTarget) return
    this.element.classList.remove("vc-on")
    this.buttonTarget.setAttribute("aria-pressed", "false")
    this.labelTarget.textContent = this.startValue
    this.discardTarget.hidden = true
    this.levelTarget.style.inlineSize = "0"
    this.show()
  }

  private say(text: string): void {
    this.statusTarget.textContent = text
  }
}
