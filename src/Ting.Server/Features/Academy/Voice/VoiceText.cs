namespace Ting.Server.Features.Academy.Voice;

/// <summary>Names the texts of the voice pages; what the drills say stands in their files.</summary>
public sealed class VoiceText;
