namespace Ting.Server.Features.Academy.Writing;

/// <summary>The texts of this folder.</summary>
public sealed class WritingText;
