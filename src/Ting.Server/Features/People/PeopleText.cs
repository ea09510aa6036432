namespace Ting.Server.Features.People;

/// <summary>Names the PeopleText*.resx files beside it.</summary>
public sealed class PeopleText;
