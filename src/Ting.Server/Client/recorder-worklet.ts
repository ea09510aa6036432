// Runs beside the page, where the sound comes by: what the microphone hears is handed on in pieces.
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, kind: new () => AudioWorkletProcessor): void

class Microphone extends AudioWorkletProcessor {
  private readonly piece = new Float32Array(2048) // a whole number of the 128 samples that come at a time
  private length = 0

  process(inputs: Float32Array[][]): boolean {
    const heard = inputs[0]?.[0]
    if (heard) {
      this.piece.set(heard, this.length)
      this.length += heard.length
      if (this.length === this.piece.length) {
        this.port.postMessage(this.piece.slice())
        this.length = 0
      }
    }
    return true
  }
}

registerProcessor("microphone", Microphone)

export {}
