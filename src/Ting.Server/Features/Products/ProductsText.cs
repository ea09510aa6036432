namespace Ting.Server.Features.Products;

/// <summary>Names the ProductsText*.resx files beside it.</summary>
public sealed class ProductsText;
