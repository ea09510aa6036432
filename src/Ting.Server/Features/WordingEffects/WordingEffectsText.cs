namespace Ting.Server.Features.WordingEffects;

/// <summary>Names the WordingEffectsText*.resx files beside it.</summary>
public sealed class WordingEffectsText;
