namespace Ting.Server.Ui;

/// <summary>Where a fact comes from: the customer's words, what we saw, or what we infer.</summary>
public enum Source { Ear, Eye, Heart }
