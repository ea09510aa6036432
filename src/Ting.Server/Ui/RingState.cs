namespace Ting.Server.Ui;

public enum RingState { Ok, Warn, Over, Pause }
