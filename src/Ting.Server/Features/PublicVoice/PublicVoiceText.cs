namespace Ting.Server.Features.PublicVoice;

/// <summary>Names the PublicVoiceText*.resx files beside it.</summary>
public sealed class PublicVoiceText;
