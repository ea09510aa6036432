namespace Ting.Server.Features.Threads;

/// <summary>Names the ThreadsText*.resx files beside it.</summary>
public sealed class ThreadsText;
