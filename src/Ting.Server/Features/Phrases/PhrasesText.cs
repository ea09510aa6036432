namespace Ting.Server.Features.Phrases;

/// <summary>Names the PhrasesText*.resx files beside it.</summary>
public sealed class PhrasesText;
